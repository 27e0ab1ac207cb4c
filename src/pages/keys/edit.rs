mod change;
mod fields;
mod lines;
mod own_address;
mod own_expiry;
mod send;

use cloud_api::{
    keys::{self, ApiKey, UpdateKey},
    permissions::TO_UPDATE_KEY,
    roles::AssignedRole,
};
use leptos::prelude::*;

use super::{
    actions::AboutKey,
    expiry::ExpiryField,
    marks::told,
    own::{Own, ShutOut, use_me},
    roles::{KnownRoles, RolePicker, use_roles},
    store::label,
};
use crate::{
    client::Client,
    equivalent::Write,
    equivalent_view::EquivalentCommand,
    moment,
    pages::{
        editors::access_list::{AccessListEditor, Reached},
        roles::holders_changed,
    },
    query::Cache,
    rights::Rights,
    ui::{Fieldset, FormDialog, Icon, Problem, TextField, dynamic, use_toasts},
};
pub use change::role_ids;
use change::{Edited, Line};
pub use fields::name_problem;
use fields::{Fields, Problems};
use lines::Lines;
use own_address::OwnAddress;
use own_expiry::{OwnExpiry, in_words};
use send::{NotSent, send};

/// What is said of a key's list that lets nobody or everybody in.
pub const REACHED: Reached = Reached {
    by_nobody: "The list is empty: nobody can use the key.",
    by_everybody: "Every address on the internet can use the key: only its secret protects it.",
};

/// Name, roles, expiry and IP access list of a key.
#[component]
pub fn EditKey(about: AboutKey) -> impl IntoView {
    let AboutKey { dialogs, key, .. } = about;
    let named = dialogs.is_open("edit");
    // A key that vanishes meanwhile takes no input with it.
    let open = Memo::new(move |was: Option<&bool>| {
        named.get() && (was == Some(&true) || key.read().is_some())
    });
    // Built anew by each opening, from the key as it is then.
    dynamic(move || {
        let base = open.get().then(|| key.get_untracked()).flatten();
        base.map(|base| view! { <EditDialog about base /> })
    })
}

#[component]
fn EditDialog(about: AboutKey, base: ApiKey) -> impl IntoView {
    let AboutKey {
        organization,
        dialogs,
        ..
    } = about;
    let client = expect_context::<Client>();
    let cache = expect_context::<Cache>();
    let rights = expect_context::<Rights>();
    let toasts = use_toasts();
    let me = use_me();
    let known = use_roles(organization);
    let title = format!("Edit {}", label(&base));
    let id = StoredValue::new(base.id.clone());
    let own = Own::of(&base, me.get_untracked().as_ref());
    let fields = Fields::new();
    fields.set(&base);
    let assigned = RwSignal::new(base.assigned_roles.clone().unwrap_or_default());
    let is_list_told = base.ip_access_list.is_some();
    let base = RwSignal::new(Edited::of(&base));
    let elsewhere = RwSignal::new(Vec::<Line>::new());
    let confirmed = RwSignal::new(false);
    let after = Memo::new(move |_| {
        let all = known.all().get();
        let all = all.as_deref().map(Vec::as_slice);
        fields.draft().check(&base.read(), all, own, moment::now())
    });
    let lines =
        Memo::new(move |_| told_lines(known, &assigned.read(), &base.read(), &after.read()));
    let problem = move |of: fn(&Problems) -> &Option<String>| {
        Signal::derive(move || after.read().as_ref().err().and_then(|it| of(it).clone()))
    };
    let shut_out = Memo::new(move |_| {
        let after = after.read();
        let after = after.as_ref().ok()?;
        (after.access != base.read().access)
            .then(|| own.shut_out_by(&after.access))
            .flatten()
    });
    let refused = Signal::derive(move || {
        let not_allowed = rights.refusal_or_read_only(TO_UPDATE_KEY, None);
        if not_allowed.is_some() {
            not_allowed
        } else if let Err(problems) = &*after.read() {
            let Problems {
                name,
                roles,
                expiry,
                access,
            } = problems.clone();
            name.or(roles).or(expiry).or(access)
        } else if lines.read().is_empty() {
            Some("Change something first".into())
        } else {
            (shut_out.get() == Some(ShutOut::Perhaps) && !confirmed.get())
                .then(|| "Confirm first that your own address stays in the list".into())
        }
    });
    let update = Action::new_local(move |(before, change): &(Edited, UpdateKey)| {
        let (before, change) = (before.clone(), change.clone());
        let (organization, id) = (organization.get_value(), id.get_value());
        async move {
            match send(client, cache, &organization, &id, &before, &change).await {
                Ok(key) => {
                    if change.assigned_role_ids.is_some() {
                        holders_changed(cache, &organization);
                        // What this session may do is no longer what was read.
                        if own != Own::No {
                            rights.forget();
                            rights.ask();
                        }
                    }
                    toasts.success(format!("{} is changed", label(&key)));
                    dialogs.close();
                    Ok(())
                }
                Err(NotSent::Changed(now)) => {
                    let all = known.all().try_get_untracked().flatten();
                    let all = all.as_deref().map(Vec::as_slice);
                    let roles = now.assigned_roles.clone().unwrap_or_default();
                    let now = Edited::of(&now);
                    elsewhere.try_set(now.lines_from(&before, all, &roles));
                    assigned.try_set(roles);
                    base.try_set(now);
                    Ok(())
                }
                Err(NotSent::Failed {
                    problem,
                    is_refused,
                }) => {
                    if is_refused {
                        known.reload();
                    }
                    Err::<(), Problem>(problem)
                }
            }
        }
    });
    let pending = update.pending();
    let failed = Signal::derive(move || update.value().get().and_then(Result::err));
    let submit = Callback::new(move |()| {
        let held = refused.read_untracked().is_some() || pending.get_untracked();
        if let (Ok(after), false) = (after.get_untracked(), held) {
            elsewhere.set(Vec::new());
            let before = base.get_untracked();
            let change = after.change_from(&before);
            update.dispatch_local((before, change));
        }
    });
    let kept = Signal::derive(move || {
        let base = base.read();
        let at = told(base.expire_at.as_ref());
        Some(at.map_or_else(|| "never".into(), in_words))
    });
    let write = Signal::derive(move || {
        let after = after.get().ok().filter(|_| !lines.read().is_empty())?;
        let change = after.change_from(&base.read());
        let request = keys::update(&organization.get_value(), &id.read_value(), &change);
        Some(Write::from(&request))
    });
    let dirty = Signal::derive(move || after.read().is_err() || !lines.read().is_empty());
    view! {
        <FormDialog
            title
            open=true
            submit="Apply changes"
            pending
            problem=failed
            dirty
            submit_refused=refused
            on_submit=submit
            on_close=Callback::new(move |()| dialogs.close())
        >
            <ChangedMeanwhile lines=elsewhere />
            <TextField
                label="Name"
                value=fields.name
                problem=problem(|it| &it.name)
                autofocus=true
            />
            <RolePicker known chosen=fields.roles assigned problem=problem(|it| &it.roles) />
            <ExpiryField fields=fields.expiry kept problem=problem(|it| &it.expiry) />
            <Show when=move || is_list_told>
                <Fieldset legend="IP access list">
                    <AccessListEditor entries=fields.access reached=REACHED />
                    <FieldProblem problem=problem(|it| &it.access) />
                </Fieldset>
            </Show>
            <Lines label="What will change" lines />
            <OwnExpiry own base after />
            <OwnAddress organization id after shut_out confirmed />
            <EquivalentCommand write />
        </FormDialog>
    }
}

fn told_lines(
    known: KnownRoles,
    assigned: &[AssignedRole],
    base: &Edited,
    after: &Result<Edited, Problems>,
) -> Vec<Line> {
    let all = known.all().get();
    let all = all.as_deref().map(Vec::as_slice);
    let after = after.as_ref();
    after.map_or_else(
        |_| Vec::new(),
        |after| after.lines_from(base, all, assigned),
    )
}

#[component]
pub fn FieldProblem(#[prop(into)] problem: Signal<Option<String>>) -> impl IntoView {
    dynamic(move || {
        problem
            .get()
            .map(|text| view! { <p class="field__problem">{text}</p> })
    })
}

/// Says that somebody else changed the key while it was edited here; nothing was sent.
#[component]
fn ChangedMeanwhile(#[prop(into)] lines: Signal<Vec<Line>>) -> impl IntoView {
    view! {
        <Show when=move || !lines.read().is_empty()>
            <div class="notice" role="alert">
                <Icon name="warning" />
                <div>
                    <p>
                        "Somebody else changed the key while this dialog was open. Nothing was sent. \
                         Your input is kept: check below what it would do now, then apply it again."
                    </p>
                    <Lines label="Changed by somebody else" lines />
                </div>
            </div>
        </Show>
    }
}
