//! What is typed into the form, and what follows from it.

use std::{collections::HashMap, fmt::Write, sync::Arc};

use cloud_api::{
    OrganizationId, RoleId,
    invitations::{self, CreateInvitation},
    legacy::{LegacyRole, has_not_migrated},
    members,
    roles::{self, Role, RoleType},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    addresses::addresses,
    check::{Line, Report, check},
    queue::{Outcome, Outcomes, Queue},
};
use crate::{
    pages::{
        editors::risk::{Reconfirm, Risk},
        invitations::standing::Standing,
        roles::Roles,
    },
    query::{Query, use_query},
    rights::policies::label,
    session,
};

/// Where the draft is kept for the tab.
pub const KEPT: &str = "invite-members";
/// The role of somebody who needs no more than to look around.
const MEMBER: &str = "Member";
/// How many addresses of a risk are named.
const NAMED: usize = 3;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    pub text: String,
    /// Roles of every line that has none of its own; none chosen yet without a value.
    pub roles: Option<Vec<RoleId>>,
    /// The same in an organization that has not migrated to custom roles.
    pub word: String,
    /// A role of its own, by address: the id, or the word of before the migration.
    pub own: HashMap<String, String>,
}

#[derive(Clone, Copy)]
pub struct Form {
    pub text: RwSignal<String>,
    pub roles: RwSignal<Vec<RoleId>>,
    /// Whether the organization has not migrated to custom roles.
    pub is_legacy: Memo<bool>,
    pub word: RwSignal<String>,
    pub own: RwSignal<HashMap<String, String>>,
    pub all_roles: Query<Vec<Role>>,
    pub lines: Memo<Arc<Vec<Line>>>,
    /// The lines by address.
    pub reports: Memo<HashMap<String, Report>>,
    /// Those that were never sent, as requests.
    pub fresh: Memo<Vec<CreateInvitation>>,
    pub queue: Queue,
    /// What has to be confirmed on its own, of those that are to be sent or sent again.
    pub reconfirm: Reconfirm,
    /// Whether the draft came back with a reload.
    pub restored: RwSignal<bool>,
    /// Whether something is left that is not invited yet.
    pub dirty: Signal<bool>,
    left: Memo<String>,
}

impl Form {
    pub fn new(organization: StoredValue<OrganizationId>) -> Self {
        let kept = session::kept::<Draft>(KEPT);
        let restored = RwSignal::new(kept.is_some());
        let draft = kept.unwrap_or_default();
        let members = use_query(move || Some(members::list(&organization.get_value()))).latest();
        let invited =
            use_query(move || Some(invitations::list(&organization.get_value()))).latest();
        let all_roles = use_query(move || Some(roles::list(&organization.get_value())));
        let is_legacy = Memo::new(move |_| {
            let members = members.read();
            members
                .as_ref()
                .is_some_and(|members| has_not_migrated(members))
        });
        let word = RwSignal::new(draft.word);
        let text = RwSignal::new(draft.text);
        let lines = Memo::new(move |_| {
            let members = members.get().unwrap_or_default();
            let invited = invited.get().unwrap_or_default();
            let expired = |one: &_| Standing::of(one) == Standing::Expired;
            Arc::new(check(&addresses(&text.read()), &members, &invited, expired))
        });
        let roles = RwSignal::new(draft.roles.clone().unwrap_or_default());
        let chosen = StoredValue::new(draft.roles.is_some());
        // The role that says least is proposed, once the API has told its id.
        Effect::new(move |_| {
            let all = all_roles.latest();
            if let (Some(all), false) = (all.get(), chosen.get_value()) {
                chosen.set_value(true);
                let member = all.iter().find(|role| {
                    role.name.as_deref() == Some(MEMBER) && role.r#type == Some(RoleType::System)
                });
                roles.set(member.map(|role| role.id.clone()).into_iter().collect());
            }
        });
        let reports = Memo::new(move |_| {
            let lines = lines.read();
            let reports = lines.iter();
            reports
                .map(|line| (line.address.clone(), line.report.clone()))
                .collect()
        });
        let own = RwSignal::new(draft.own);
        let queue = Queue::new(organization);
        let outcomes = queue.outcomes;
        let requests = move |wanted: fn(Option<&Outcome>) -> bool| {
            let all = all_roles.latest();
            let all = all.read();
            let sending = Sending {
                lines: &lines.read(),
                outcomes: &outcomes.read(),
                roles: &roles.read(),
                own: &own.read(),
                word: is_legacy.get().then(|| word.get()),
                all: all.as_deref().map(Vec::as_slice),
            };
            sending.requests(wanted)
        };
        let fresh = Memo::new(move |_| requests(|outcome| outcome.is_none()));
        let reconfirm = Reconfirm::new(move || {
            let open = requests(|outcome| matches!(outcome, None | Some(Outcome::Refused(_))));
            let all = all_roles.latest();
            risks(open, all.read().as_deref().map(Vec::as_slice))
        });
        let left = Memo::new(move |_| left(&text.read(), &lines.read(), &outcomes.read()));
        let form = Self {
            restored,
            dirty: Signal::derive(move || {
                let outcomes = outcomes.read();
                let open = |line: &Line| is_open(line, outcomes.get(&line.address));
                // What was left out keeps nobody, once the rest is invited.
                if outcomes.is_empty() {
                    !left.read().trim().is_empty()
                } else {
                    lines.read().iter().any(open)
                }
            }),
            left,
            text,
            roles,
            is_legacy,
            word,
            own,
            all_roles,
            lines,
            reports,
            fresh,
            queue,
            reconfirm,
        };
        // A role may have vanished: the API refuses it, and the list tells which.
        Effect::new(move |was_running: Option<bool>| {
            let running = queue.running.get();
            let is_400 = |outcome: &Outcome| matches!(outcome, Outcome::Refused(problem) if problem.status == Some(400));
            let ended = was_running == Some(true) && !running;
            if ended && outcomes.read_untracked().values().any(is_400) {
                all_roles.reload();
            }
            running
        });
        Effect::new(move |_| form.keep(chosen.get_value()));
        form
    }

    /// Keeps what is not invited yet.
    fn keep(self, chosen: bool) {
        let text = self.left.get();
        if text.trim().is_empty() {
            session::forget(KEPT);
            return;
        }
        let draft = Draft {
            text,
            roles: chosen.then(|| self.roles.get()),
            word: self.word.get(),
            own: self.own.get(),
        };
        session::keep(KEPT, &draft);
    }

    /// Empties the form; the roles for all stay as they are chosen.
    pub fn start_over(self) {
        self.own.set(HashMap::new());
        self.text.set(String::new());
    }

    /// Those that were surely not invited, as requests.
    pub fn refused(self) -> Vec<CreateInvitation> {
        let all = self.all_roles.latest();
        let all = all.read_untracked();
        let sending = Sending {
            lines: &self.lines.read_untracked(),
            outcomes: &self.queue.outcomes.read_untracked(),
            roles: &self.roles.read_untracked(),
            own: &self.own.read_untracked(),
            word: (self.is_legacy.get_untracked()).then(|| self.word.get_untracked()),
            all: all.as_deref().map(Vec::as_slice),
        };
        sending.requests(|outcome| matches!(outcome, Some(Outcome::Refused(_))))
    }
}

/// What the roles mean, each with the addresses that would get them.
fn risks(open: Vec<CreateInvitation>, all: Option<&[Role]>) -> Vec<Risk> {
    let mut given: Vec<(Roles, Vec<String>)> = Vec::new();
    for request in open {
        let roles = match (&request.assigned_role_ids, request.role) {
            (Some(ids), _) => Roles::named(ids, |id| {
                let role = all.and_then(|all| all.iter().find(|role| role.id == *id));
                role.map_or_else(|| id.to_string(), label)
            }),
            (None, Some(word)) => Roles::Legacy(vec![word]),
            (None, None) => continue,
        };
        match given.iter_mut().find(|(known, _)| known.is_same(&roles)) {
            Some((_, whom)) => whom.push(request.email),
            None => given.push((roles, vec![request.email])),
        }
    }
    let of = |(roles, whom): (Roles, Vec<String>)| {
        let mut named = whom
            .iter()
            .take(NAMED)
            .cloned()
            .collect::<Vec<_>>()
            .join(", ");
        if whom.len() > NAMED {
            _ = write!(named, " and {} more", whom.len() - NAMED);
        }
        Risk::of_roles(&Roles::Untold, &roles, all, &named)
    };
    given.into_iter().flat_map(of).collect()
}

/// Whether the line can be invited, and is not.
fn is_open(line: &Line, outcome: Option<&Outcome>) -> bool {
    match outcome {
        Some(outcome) => *outcome != Outcome::Invited,
        None => line.report.is_fine(),
    }
}

/// The text without those that are invited.
fn left(text: &str, lines: &[Line], outcomes: &Outcomes) -> String {
    if outcomes.is_empty() {
        return text.to_owned();
    }
    let left = lines
        .iter()
        .filter(|line| outcomes.get(&line.address) != Some(&Outcome::Invited));
    left.map(|line| line.address.as_str())
        .collect::<Vec<_>>()
        .join("\n")
}

/// What requests are made of.
struct Sending<'a> {
    lines: &'a [Line],
    outcomes: &'a Outcomes,
    roles: &'a [RoleId],
    own: &'a HashMap<String, String>,
    /// The role for all of an organization that has not migrated to custom roles.
    word: Option<String>,
    /// The roles that there are, if the API has told.
    all: Option<&'a [Role]>,
}

impl Sending<'_> {
    /// The lines whose outcome is one of those wanted.
    fn requests(&self, is_wanted: impl Fn(Option<&Outcome>) -> bool) -> Vec<CreateInvitation> {
        let is_there = |id: &RoleId| {
            self.all
                .is_none_or(|all| all.iter().any(|role| role.id == *id))
        };
        let for_all: Vec<RoleId> = {
            let chosen = self.roles.iter().filter(|id| is_there(id));
            chosen.cloned().collect()
        };
        let lines = self.lines.iter();
        lines
            .filter(|line| line.report.is_fine() || self.outcomes.contains_key(&line.address))
            .filter(|line| is_wanted(self.outcomes.get(&line.address)))
            .map(|line| {
                let email = line.address.clone();
                let own = self.own.get(&line.address);
                if let Some(for_all) = &self.word {
                    let word = own.unwrap_or(for_all).as_str();
                    return CreateInvitation {
                        email,
                        assigned_role_ids: None,
                        role: (!word.is_empty()).then(|| LegacyRole::from(word)),
                    };
                }
                let own = own.and_then(|own| own.parse().ok()).filter(is_there);
                CreateInvitation {
                    email,
                    assigned_role_ids: Some(own.map_or_else(|| for_all.clone(), |own| vec![own])),
                    role: None,
                }
            })
            .collect()
    }
}
