use cloud_api::services::{self, Command};
use leptos::prelude::*;

use super::{actions::AboutService, delete::deletion};
use crate::{
    equivalent::Write,
    equivalent_view::EquivalentScript,
    ui::{Button, Choice, Dialog, RadioGroup},
};

/// What starts, wakes, stops or deletes the service outside of the console. Nothing is sent from here.
#[component]
pub fn CommandsShown(about: AboutService) -> impl IntoView {
    let AboutService {
        organization,
        dialogs,
        service,
        ..
    } = about;
    let named = dialogs.is_open("commands");
    let open = Signal::derive(move || named.get() && service.read().is_some());
    let act = RwSignal::new("start".to_owned());
    let title = Signal::derive(move || {
        let service = service.read();
        let label = service
            .as_ref()
            .map_or("the service", |service| service.label());
        format!("Commands for {label}")
    });
    let writes = Signal::derive(move || {
        let Some(service) = service.get() else {
            return Vec::new();
        };
        let organization = organization.get_value();
        let state = |command| {
            let request = services::set_state(&organization, &service.id, command);
            vec![Write::from(&request)]
        };
        match act.get().as_str() {
            "start" => state(Command::Start),
            "wake" => state(Command::Awake),
            "stop" => state(Command::Stop),
            _ => deletion(&organization, &service),
        }
    });
    let close = Callback::new(move |()| dialogs.close());
    let acts = [
        ("start", "Start"),
        ("wake", "Wake"),
        ("stop", "Stop"),
        ("delete", "Delete"),
    ];
    let options = Vec::from(acts.map(|(act, word)| Choice::new(act, word)));
    view! {
        <Dialog title open on_close=close>
            <div class="dialog__body">
                <RadioGroup legend="Act" value=act options=Signal::stored(options.clone()) />
                <EquivalentScript writes opened=true />
            </div>
            <div class="dialog__foot">
                <Button on_click=close>"Close"</Button>
            </div>
        </Dialog>
    }
}
