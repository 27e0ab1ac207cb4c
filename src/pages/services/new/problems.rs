//! What is wrong with the form, field by field.

use cloud_api::{Blame, blame};

/// A field of the form, named as in `ServicePostRequest`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Name,
    Provider,
    Region,
    ReleaseChannel,
    AutoscalingMode,
    MinMemory,
    MaxMemory,
    /// Of each replica, horizontal only: both memory fields of the request.
    Memory,
    Replicas,
    MinReplicas,
    MaxReplicas,
    IdleScaling,
    IdleTimeout,
    IpAccessList,
    Mysql,
    Tags,
    Warehouse,
    ReadOnly,
    Backup,
    BackupEncryption,
    Byoc,
    Profile,
    Compliance,
    TransparentDataEncryption,
    CoreDumps,
    PreviewTerms,
}

impl Field {
    /// The field that a text of the API is about, and what it says of it.
    pub fn in_api_text(text: &str, is_horizontal: bool) -> Option<(Self, String)> {
        let Blame {
            field: name,
            place,
            said,
        } = blame(text)?;
        let field = match name {
            "name" => Self::Name,
            "provider" => Self::Provider,
            "region" => Self::Region,
            "releaseChannel" => Self::ReleaseChannel,
            "autoscalingMode" => Self::AutoscalingMode,
            "minReplicaMemoryGb" | "maxReplicaMemoryGb" if is_horizontal => Self::Memory,
            "minReplicaMemoryGb" => Self::MinMemory,
            "maxReplicaMemoryGb" => Self::MaxMemory,
            "numReplicas" => Self::Replicas,
            "minReplicas" => Self::MinReplicas,
            "maxReplicas" => Self::MaxReplicas,
            "idleScaling" => Self::IdleScaling,
            "idleTimeoutMinutes" => Self::IdleTimeout,
            "ipAccessList" => Self::IpAccessList,
            "endpoints" => Self::Mysql,
            "tags" => Self::Tags,
            "dataWarehouseId" => Self::Warehouse,
            "isReadonly" => Self::ReadOnly,
            "backupId" => Self::Backup,
            "backupEncryptionConfig" => Self::BackupEncryption,
            "byocId" => Self::Byoc,
            "profile" => Self::Profile,
            "complianceType" => Self::Compliance,
            "hasTransparentDataEncryption" => Self::TransparentDataEncryption,
            "enableCoreDumps" => Self::CoreDumps,
            "privatePreviewTermsChecked" => Self::PreviewTerms,
            _ => return None,
        };
        // The place within a list stays: it says which item.
        let said = if place.is_empty() {
            said.to_owned()
        } else {
            format!("{place}: {said}")
        };
        Some((field, said))
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub field: Field,
    pub text: String,
    /// Said only once the form is sent: nothing was entered yet, or its rows say more themselves.
    pub is_missing: bool,
}

/// Everything that stands against sending the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(Vec<Finding>);

impl Problems {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn wrong(&mut self, field: Field, text: impl Into<String>) {
        self.0.push(Finding {
            field,
            text: text.into(),
            is_missing: false,
        });
    }

    pub fn missing(&mut self, field: Field, text: impl Into<String>) {
        self.0.push(Finding {
            field,
            text: text.into(),
            is_missing: true,
        });
    }

    /// What was found of a field does not hold here.
    pub fn take_back(&mut self, field: Field) {
        self.0.retain(|found| found.field != field);
    }

    /// Takes the value, or notes what is wrong with it.
    pub fn take<T>(&mut self, field: Field, value: Result<T, String>) -> Option<T> {
        value.map_err(|text| self.wrong(field, text)).ok()
    }

    /// What is said beside a field.
    pub fn of(&self, field: Field, missing_too: bool) -> Option<&str> {
        let mut shown = self
            .0
            .iter()
            .filter(|found| missing_too || !found.is_missing);
        shown
            .find(|found| found.field == field)
            .map(|found| found.text.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_field_of_an_api_text_is_found_with_what_it_says() {
        let find = |text| {
            Field::in_api_text(text, false).map(|(field, said)| (field, said.leak() as &str))
        };
        assert_eq!(
            find("BAD_REQUEST: request body.tags is an array."),
            Some((Field::Tags, "is an array."))
        );
        assert_eq!(
            find("BAD_REQUEST: request body.numReplicas: Must be greater than 3 <number:0>"),
            Some((Field::Replicas, "Must be greater than 3 <number:0>"))
        );
        assert_eq!(
            find("BAD_REQUEST: request body.ipAccessList[2].source: Duplicate <string:x>"),
            Some((Field::IpAccessList, "[2].source: Duplicate <string:x>"))
        );
        assert_eq!(find("BAD_REQUEST: request body is not valid JSON."), None);
        assert_eq!(find("BAD_REQUEST: request body.newField: no"), None);
        assert_eq!(find("CONFLICT: no"), None);
    }

    #[test]
    fn memory_is_one_field_in_horizontal_scaling() {
        let text = "BAD_REQUEST: request body.minReplicaMemoryGb: no <number:7>";
        assert_eq!(
            Field::in_api_text(text, true),
            Some((Field::Memory, "no <number:7>".to_owned()))
        );
        assert_eq!(
            Field::in_api_text(text, false),
            Some((Field::MinMemory, "no <number:7>".to_owned()))
        );
    }

    #[test]
    fn what_is_only_missing_waits_until_the_form_is_sent() {
        let mut problems = Problems::default();
        problems.missing(Field::Region, "Choose a region");
        problems.wrong(Field::Name, "Too long");
        assert_eq!(problems.of(Field::Region, false), None);
        assert_eq!(problems.of(Field::Region, true), Some("Choose a region"));
        assert_eq!(problems.of(Field::Name, false), Some("Too long"));
    }
}
