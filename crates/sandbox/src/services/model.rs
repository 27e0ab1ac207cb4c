//! A service as the sandbox keeps it.

use cloud_api::services::{
    AutoscalingMode, ComplianceType, IpAccess, Provider, Region, ReleaseChannel, State, Tag,
    scaling::Size,
};
use uuid::Uuid;

use crate::clock::Moment;

#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "as many switches as the API has"
)]
pub(crate) struct Service {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) provider: Provider,
    pub(crate) region: Region,
    pub(crate) state: State,
    pub(crate) created_at: Moment,
    pub(crate) version: &'static str,
    /// First label of the host name.
    pub(crate) host: String,
    pub(crate) mysql: bool,
    pub(crate) scaling: Scaling,
    pub(crate) ip_access_list: Vec<IpAccess>,
    pub(crate) tags: Vec<Tag>,
    pub(crate) private_endpoint_ids: Vec<String>,
    pub(crate) warehouse: Uuid,
    pub(crate) is_primary: bool,
    pub(crate) is_readonly: bool,
    pub(crate) release_channel: ReleaseChannel,
    pub(crate) profile: String,
    pub(crate) compliance_type: Option<ComplianceType>,
    /// Transparent data encryption: on or off for the service's whole life.
    pub(crate) encrypted: bool,
    pub(crate) encryption_key_id: Option<String>,
    pub(crate) core_dumps: bool,
    /// How much longer than plain provisioning the restore of its data takes; 0 without a restore.
    pub(crate) restore_millis: u64,
    /// When the state changes by itself.
    pub(crate) due: Option<Moment>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Scaling {
    pub(crate) mode: AutoscalingMode,
    /// GB per replica.
    pub(crate) min_memory: u32,
    pub(crate) max_memory: u32,
    /// Equal in vertical autoscaling.
    pub(crate) min_replicas: u32,
    pub(crate) max_replicas: u32,
    pub(crate) idle: bool,
    pub(crate) idle_timeout_minutes: u32,
    /// Made with the deprecated fields for the total of three replicas, which it then shows too.
    pub(crate) as_total: bool,
}

impl Scaling {
    /// The part that has rules of its own.
    pub(crate) fn size(&self) -> Size {
        Size {
            mode: self.mode.clone(),
            min_memory_gb: self.min_memory,
            max_memory_gb: self.max_memory,
            min_replicas: self.min_replicas,
            max_replicas: self.max_replicas,
        }
    }
}

impl Default for Scaling {
    /// What a service gets that names nothing (inferred: the API publishes no defaults for memory).
    fn default() -> Self {
        Self {
            mode: AutoscalingMode::Vertical,
            min_memory: 16,
            max_memory: 120,
            min_replicas: 3,
            max_replicas: 3,
            idle: true,
            idle_timeout_minutes: 15,
            as_total: false,
        }
    }
}
