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

/// A row: block types, types of resources (`*` ends a prefix), arguments or
/// nested blocks (none: all of them), and the sink.
type Row = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
    Sink,
);

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
        ("resource", &["*"], &["connection", "provisioner"], Provisioning),
        ("resource", &["terraform_data", "null_resource"], ALL, Provisioning),
        ("data", &["http", "external"], ALL, Provisioning),
        ("provider", &["*"], ALL, Provisioning),
        ("terraform", &["*"], ALL, Provisioning),

        // Coder's own resources.
        ("resource", &["coder_env", "coder_script", "coder_agent", "coder_app", "coder_metadata"], ALL, Workspace),

        // Containers.
        ("resource", &["docker_container"], &["env", "command", "entrypoint", "upload", "labels", "healthcheck", "mounts", "volumes"], Workspace),
        ("resource", &["docker_service"], &["task_spec", "labels"], Workspace),
        ("resource", &["docker_secret", "docker_config"], &["data"], Workspace),
        ("resource", &["docker_volume"], &["driver_opts", "labels"], Workspace),
        ("resource", &["envbuilder_cached_image"], &["extra_env"], Workspace),
        ("resource", &["aws_ecs_task_definition"], &["container_definitions"], Workspace),
        ("resource", &["azurerm_container_group"], &["container", "init_container"], Workspace),
        ("resource", &["google_cloud_run_*"], &["template"], Workspace),
        ("resource", &["nomad_job"], &["jobspec", "hcl2"], Workspace),
        ("resource", &["fly_machine"], &["env", "files"], Workspace),
        ("resource", &["incus_*", "lxd_*"], &["config", "file", "environment"], Workspace),

        // Pods, volumes, secrets.
        ("resource", &["kubernetes_*", "kubectl_manifest"], ALL, Workspace),
        ("resource", &["helm_release"], &["values", "set", "set_list", "set_sensitive", "set_wo"], Workspace),

        // Machines.
        ("resource", &["*"], FIRST_BOOT, Workspace),
        ("resource", &["google_compute_*", "yandex_compute_*"], &["metadata"], Workspace),
        ("resource", &["oci_core_instance"], &["metadata", "extended_metadata"], Workspace),
        ("resource", &["openstack_compute_instance_v2"], &["metadata", "personality"], Workspace),
        ("resource", &["azurerm_virtual_machine"], &["os_profile"], Workspace),
        ("resource", &["azurerm_virtual_machine_extension"], &["settings", "protected_settings"], Workspace),
        ("resource", &["linode_instance"], &["metadata", "stackscript_data"], Workspace),
        ("resource", &["proxmox_virtual_environment_file"], &["source_raw"], Workspace),
        ("resource", &["proxmox_*"], &["initialization", "cicustom"], Workspace),
        ("resource", &["vsphere_virtual_machine"], &["extra_config", "vapp"], Workspace),
        ("resource", &["libvirt_cloudinit_disk"], &["meta_data", "network_config"], Workspace),
        ("resource", &["xenorchestra_vm"], &["cloud_config"], Workspace),
        ("resource", &["xenorchestra_cloud_config"], &["template"], Workspace),
        ("data", &["cloudinit_config", "template_cloudinit_config"], &["part"], Workspace),
        ("resource", &["cloudinit_config"], &["part"], Workspace),

        // Files and what other modules get.
        ("data", &["template_file"], &["vars", "template"], Workspace),
        ("resource", &["local_file", "local_sensitive_file"], &["content", "content_base64", "sensitive_content"], Workspace),
        ("module", &["*"], ALL, Workspace),
        ("output", &["*"], &["value"], Workspace),
    ]
};

/// Where the value of an argument (or of anything in a nested block) of a
/// top-level block ends up. `kind` is `resource`, `data`, …; `type_name` its
/// first label.
pub(super) fn sink(kind: &str, type_name: &str, argument: &str) -> Sink {
    sink_by(SINKS, kind, type_name, argument)
}

fn sink_by(rows: &[Row], kind: &str, type_name: &str, argument: &str) -> Sink {
    rows.iter()
        .find(|(block, types, arguments, _)| {
            *block == kind
                && types.iter().any(|pattern| fits(pattern, type_name))
                && (arguments.is_empty() || arguments.contains(&argument))
        })
        .map_or(Sink::Unknown, |(_, _, _, sink)| *sink)
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
        for (index, (kind, types, arguments, expected)) in SINKS.iter().enumerate() {
            let mut fewer = SINKS.to_vec();
            fewer.remove(index);
            let arguments = if arguments.is_empty() {
                &["any"]
            } else {
                *arguments
            };
            for pattern in *types {
                let name = pattern.replace('*', "thing");
                for argument in arguments {
                    assert_eq!(
                        sink(kind, &name, argument),
                        *expected,
                        "{kind} {name} {argument}"
                    );
                    assert_ne!(
                        sink_by(&fewer, kind, &name, argument),
                        *expected,
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
