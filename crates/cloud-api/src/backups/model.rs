//! A backup as the API answers it. Only the id is certain.

use serde_json::{Map, Value};

use crate::BackupId;

/// Schema `Backup`.
#[derive(Clone, Debug, PartialEq)]
pub struct Backup {
    pub id: BackupId,
    pub status: Option<BackupStatus>,
    pub service_id: Option<String>,
    /// RFC 3339.
    pub started_at: Option<String>,
    /// RFC 3339; absent while it runs.
    pub finished_at: Option<String>,
    pub size_in_bytes: Option<f64>,
    /// Up to now while it runs.
    pub duration_in_seconds: Option<f64>,
    pub r#type: Option<BackupType>,
    /// Only for a backup in the organization's own bucket.
    pub backup_name: Option<String>,
    /// Only for a backup in the organization's own bucket.
    pub bucket: Option<BackupBucket>,
    /// What the API tells besides.
    pub other: Map<String, Value>,
}

fields!(Backup(id: "id") {
    status: "status",
    service_id: "serviceId",
    started_at: "startedAt",
    finished_at: "finishedAt",
    size_in_bytes: "sizeInBytes",
    duration_in_seconds: "durationInSeconds",
    r#type: "type",
    backup_name: "backupName",
    bucket: "bucket",
} rest: other);

/// Schemas `AwsBackupBucketProperties`, `GcpBackupBucketProperties`, `AzureBackupBucketProperties`:
/// what says where a bucket is, without the roles and keys that open it.
#[derive(Clone, Debug, PartialEq)]
pub struct BackupBucket {
    pub bucket_provider: Option<String>,
    pub bucket_path: Option<String>,
    /// Azure's word for the path.
    pub container_name: Option<String>,
}

fields!(BackupBucket {
    bucket_provider: "bucketProvider",
    bucket_path: "bucketPath",
    container_name: "containerName",
});

words!(
    /// How far a backup has come.
    BackupStatus { Done = "done", Error = "error", InProgress = "in_progress" }
);

words!(
    /// Whether a backup stands alone or adds to those before it.
    BackupType { Full = "full", Incremental = "incremental" }
);
