//! Splits modules among several jobs, the same way in each of them.

use std::collections::BTreeSet;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::discover::{ModuleId, ModulePath};

/// One of several parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Shard {
    /// From 1 to `count`.
    pub index: usize,
    /// How many parts there are.
    pub count: usize,
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('/');
        let numbers =
            parts.and_then(|(index, count)| Some((index.parse().ok()?, count.parse().ok()?)));
        match numbers {
            Some((index, count)) if (1..=count).contains(&index) => Ok(Self { index, count }),
            _ => Err("expected I/N, from 1/N to N/N".to_owned()),
        }
    }
}

impl Shard {
    /// Whether it is the part that tells of what no part has.
    pub fn is_first(self) -> bool {
        self.index == 1
    }

    /// The modules of this part: the largest module that is left
    /// goes to the part that has least so far, by bytes.
    pub fn of(self, modules: &[&ModulePath]) -> BTreeSet<ModuleId> {
        let size = |module: &&ModulePath| -> u64 {
            let files = module.files.iter().chain(&module.readme);
            files
                .filter_map(|file| std::fs::metadata(file).ok())
                .map(|metadata| metadata.len())
                .sum()
        };
        let mut sized: Vec<(u64, usize)> = modules.iter().map(size).zip(0..).collect();
        sized.sort_by_key(|(size, module)| (std::cmp::Reverse(*size), *module));
        // Parts beyond the number of modules have none.
        let mut loads = vec![0_u64; self.count.min(modules.len())];
        let mut own = BTreeSet::new();
        for (size, module) in sized {
            let lightest = (0..loads.len()).min_by_key(|part| (loads[*part], *part));
            let part = lightest.unwrap_or_default();
            // An empty module is some work as well.
            loads[part] += size + 1;
            if part + 1 == self.index {
                own.insert(modules[module].id.clone());
            }
        }
        own
    }
}
