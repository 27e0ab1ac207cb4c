//! What is looked at in invitations.

use cloud_api::{
    invitations::{self, Invitation},
    members::Member,
};

use super::{
    finding::{Finding, Fix, Judge, day},
    rule::Rule,
};
use crate::{equivalent::Write, pages::invitations::Standing, paths};

/// Without the members nobody is known to be one.
pub fn judge(judge: Judge<'_>, all: &[Invitation], members: Option<&[Member]>) -> Vec<Finding> {
    let of_invitation = |invitation: &Invitation| {
        let member = members.unwrap_or_default().iter().find(|member| {
            let addresses = member.email.as_deref().zip(invitation.email.as_deref());
            addresses.is_some_and(|(one, other)| !one.is_empty() && one.eq_ignore_ascii_case(other))
        });
        let member = member.map(|member| {
            let since = member.joined_at.as_deref().map(day);
            let since = since.map_or_else(String::new, |day| format!(" since {day}"));
            let detail = format!("Is a member{since}.");
            found(judge, invitation, Rule::InvitedMember, detail)
        });
        let expires = invitation.expire_at.as_deref().map(day).unwrap_or_default();
        #[expect(
            clippy::cast_precision_loss,
            reason = "milliseconds of this age fit a double"
        )]
        let standing = match Standing::as_of(invitation, judge.now as f64) {
            Standing::Expired => Some((Rule::InvitationExpired, format!("Expired on {expires}."))),
            Standing::ExpiresSoon => Some((
                Rule::InvitationExpiresSoon,
                format!("Expires on {expires}."),
            )),
            Standing::Pending | Standing::Unknown => None,
        };
        let standing = standing.map(|(rule, detail)| found(judge, invitation, rule, detail));
        [member, standing]
    };
    all.iter().flat_map(of_invitation).flatten().collect()
}

fn found(judge: Judge<'_>, invitation: &Invitation, rule: Rule, detail: String) -> Finding {
    let list = paths::invitations(judge.organization);
    let dialog = |name: &str| paths::with_dialog_on(&list, name, invitation.id.as_str());
    let again = Fix::new("Invite again", dialog("again"));
    let delete = Fix::new("Delete", dialog("delete"));
    let fixes = match rule {
        Rule::InvitedMember => vec![delete],
        _ => vec![again, delete],
    };
    Finding {
        rule,
        id: invitation.id.to_string(),
        name: invitation.label(),
        href: paths::invitation(judge.organization, &invitation.id),
        detail,
        fixes,
        write: Ok(Write::from(&invitations::delete(
            judge.organization,
            &invitation.id,
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moment;

    const ID: &str = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";

    fn rules(invitation: &str, members: Option<&str>) -> Vec<Rule> {
        let json = format!(r#"[{{"id":"{ID}",{invitation}}}]"#);
        let all: Vec<Invitation> = serde_json::from_str(&json).expect("invitations");
        let members: Option<Vec<Member>> =
            members.map(|json| serde_json::from_str(json).expect("members"));
        let organization = ID.parse().expect("a UUID");
        let with = Judge {
            organization: &organization,
            now: moment::parse("2026-11-24T10:00:00Z").expect("a time"),
        };
        let found = judge(with, &all, members.as_deref());
        found.iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn an_invitation_is_judged_by_its_end() {
        let ends = |at: &str| rules(&format!(r#""email":"a@b.example","expireAt":"{at}""#), None);
        assert_eq!(ends("2026-11-24T10:00:00Z"), [Rule::InvitationExpired]);
        assert_eq!(ends("2026-11-25T09:00:00Z"), [Rule::InvitationExpiresSoon]);
        assert!(ends("2026-11-30T09:00:00Z").is_empty());
        assert!(ends("soon").is_empty());
        assert!(rules(r#""email":"a@b.example""#, None).is_empty());
    }

    #[test]
    fn somebody_who_has_joined_needs_no_invitation() {
        let member = format!(r#"[{{"userId":"{ID}","email":"A@b.example"}},{{"userId":"{ID}"}}]"#);
        let invitation = r#""email":"a@b.example""#;
        assert_eq!(rules(invitation, Some(&member)), [Rule::InvitedMember]);
        assert!(rules(invitation, Some("[]")).is_empty());
        // Two that are not told are not the same.
        let unknown = format!(r#"[{{"userId":"{ID}","email":""}}]"#);
        assert!(rules(r#""email":"""#, Some(&unknown)).is_empty());
    }
}
