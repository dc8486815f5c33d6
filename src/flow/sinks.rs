//! Where a value ends up: which arguments of which blocks put it into the
//! workspace, and which are used only where Terraform runs. One table; the
//! first row that fits counts, and what no row fits is unknown.

/// Where an argument's value ends up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sink {
    /// In the workspace, or in its description.
    Workspace,
    /// In Terraform's own run: a provider, a provisioner, a backend.
    Provisioning,
    /// Nobody can tell.
    Unknown,
}

/// What some arguments of some blocks do with a value.
#[derive(Debug, Clone, Copy)]
struct Row {
    /// The blocks' type: `resource`, `data`, …
    kind: &'static str,
    /// Their first labels; `*` ends a prefix.
    types: &'static [&'static str],
    /// Arguments or nested blocks; none stands for all of them.
    arguments: &'static [&'static str],
    sink: Sink,
}

/// A row of the table, in as few words as a table needs.
const fn row(
    kind: &'static str,
    types: &'static [&'static str],
    arguments: &'static [&'static str],
    sink: Sink,
) -> Row {
    Row {
        kind,
        types,
        arguments,
        sink,
    }
}

const ALL: &[&str] = &[];

/// Arguments of machines, under any provider's name for one, that hand data to
/// the machine's first boot.
const FIRST_BOOT: &[&str] = &[
    "user_data",
    "user_data_base64",
    "custom_data",
    "cloud_init",
    "cloudinit",
    "metadata_startup_script",
    "startup_script",
];

#[rustfmt::skip]
const SINKS: &[Row] = {
    use Sink::{Provisioning, Workspace};
    &[
        // Where Terraform runs.
        row("resource", &["*"], &["connection", "provisioner"], Provisioning),
        row("resource", &["terraform_data", "null_resource"], ALL, Provisioning),
        row("data", &["http", "external"], ALL, Provisioning),
        row("provider", &["*"], ALL, Provisioning),
        row("terraform", &["*"], ALL, Provisioning),

        // Coder's own resources.
        row("resource", &["coder_env", "coder_script", "coder_agent", "coder_app", "coder_metadata"], ALL, Workspace),

        // A preset's values become every user's parameters.
        row("data", &["coder_workspace_preset"], &["parameters"], Workspace),

        // Containers.
        row("resource", &["docker_container"], &["env", "command", "entrypoint", "upload", "labels", "healthcheck", "mounts", "volumes"], Workspace),
        row("resource", &["docker_service"], &["task_spec", "labels"], Workspace),
        row("resource", &["docker_secret", "docker_config"], &["data"], Workspace),
        row("resource", &["docker_volume"], &["driver_opts", "labels"], Workspace),
        row("resource", &["envbuilder_cached_image"], &["extra_env"], Workspace),
        row("resource", &["aws_ecs_task_definition"], &["container_definitions"], Workspace),
        row("resource", &["azurerm_container_group"], &["container", "init_container"], Workspace),
        row("resource", &["google_cloud_run_*"], &["template"], Workspace),
        row("resource", &["nomad_job"], &["jobspec", "hcl2"], Workspace),
        row("resource", &["fly_machine"], &["env", "files"], Workspace),
        row("resource", &["incus_*", "lxd_*"], &["config", "file", "environment"], Workspace),

        // Pods, volumes, secrets.
        row("resource", &["kubernetes_*", "kubectl_manifest"], ALL, Workspace),
        row("resource", &["helm_release"], &["values", "set", "set_list", "set_sensitive", "set_wo"], Workspace),

        // Machines.
        row("resource", &["*"], FIRST_BOOT, Workspace),
        row("resource", &["google_compute_*", "yandex_compute_*"], &["metadata"], Workspace),
        row("resource", &["oci_core_instance"], &["metadata", "extended_metadata"], Workspace),
        row("resource", &["openstack_compute_instance_v2"], &["metadata", "personality"], Workspace),
        row("resource", &["azurerm_virtual_machine"], &["os_profile"], Workspace),
        row("resource", &["azurerm_virtual_machine_extension"], &["settings", "protected_settings"], Workspace),
        row("resource", &["linode_instance"], &["metadata", "stackscript_data"], Workspace),
        row("resource", &["proxmox_virtual_environment_file"], &["source_raw"], Workspace),
        row("resource", &["proxmox_*"], &["initialization", "cicustom"], Workspace),
        row("resource", &["vsphere_virtual_machine"], &["extra_config", "vapp"], Workspace),
        row("resource", &["libvirt_cloudinit_disk"], &["meta_data", "network_config"], Workspace),
        row("resource", &["xenorchestra_vm"], &["cloud_config"], Workspace),
        row("resource", &["xenorchestra_cloud_config"], &["template"], Workspace),
        row("data", &["cloudinit_config", "template_cloudinit_config"], &["part"], Workspace),
        row("resource", &["cloudinit_config"], &["part"], Workspace),

        // Files and what other modules get.
        row("data", &["template_file"], &["vars", "template"], Workspace),
        row("resource", &["local_file", "local_sensitive_file"], &["content", "content_base64", "sensitive_content"], Workspace),
        row("module", &["*"], ALL, Workspace),
        row("output", &["*"], &["value"], Workspace),
    ]
};

/// Where the value of an argument (or of anything in a nested block) of a
/// top-level block ends up. `kind` is `resource`, `data`, …; `type_name` its
/// first label.
pub(super) fn sink(kind: &str, type_name: &str, argument: &str) -> Sink {
    sink_by(SINKS, kind, type_name, argument)
}

fn sink_by(rows: &[Row], kind: &str, type_name: &str, argument: &str) -> Sink {
    let mut rows = rows.iter();
    let first = rows.find(|row| {
        row.kind == kind
            && row.types.iter().any(|pattern| fits(pattern, type_name))
            && (row.arguments.is_empty() || row.arguments.contains(&argument))
    });
    first.map_or(Sink::Unknown, |row| row.sink)
}

fn fits(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(prefix) => name.starts_with(prefix),
        None => pattern == name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_says_where_its_arguments_go() {
        for (index, row) in SINKS.iter().enumerate() {
            let mut fewer = SINKS.to_vec();
            fewer.remove(index);
            let kind = row.kind;
            let arguments = if row.arguments.is_empty() {
                &["any"]
            } else {
                row.arguments
            };
            for pattern in row.types {
                let name = pattern.replace('*', "thing");
                for argument in arguments {
                    assert_eq!(
                        sink(kind, &name, argument),
                        row.sink,
                        "{kind} {name} {argument}"
                    );
                    assert_ne!(
                        sink_by(&fewer, kind, &name, argument),
                        row.sink,
                        "the row for {kind} {name} {argument} is not needed"
                    );
                }
            }
        }
    }

    #[test]
    fn other_arguments_and_resources_are_unknown() {
        assert_eq!(sink("resource", "docker_container", "image"), Sink::Unknown);
        assert_eq!(
            sink("resource", "aws_ssm_parameter", "value"),
            Sink::Unknown
        );
        assert_eq!(sink("data", "coder_parameter", "default"), Sink::Unknown);
    }
}
