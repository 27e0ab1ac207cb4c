//! The pure core: what is, and how a request is answered.

use std::collections::BTreeSet;

use cloud_api::services::State;
use uuid::Uuid;

use crate::{
    activities::Log,
    clock::Moment,
    faults::Faults,
    invitations::Invitations,
    journal::{Change, Entry},
    keys::Keys,
    ledger::Ledgers,
    members::Members,
    options::Options,
    organizations::Organization,
    random::Random,
    rate_limit::{RateLimit, Recent},
    refusal::Refusal,
    replica::Replica,
    request::{ApiRequest, ApiResponse, Method},
    roles::Roles,
    route::{self, Call, Route, parse_id},
    seed,
    services::Services,
};

/// One organization with all that belongs to it. Time passes only by what it is told.
#[derive(Clone)]
pub struct Sandbox {
    pub(crate) now: Moment,
    pub(crate) speed: f64,
    pub(crate) rate_limit: Option<RateLimit>,
    pub(crate) extended: bool,
    pub(crate) legacy_roles: bool,
    pub(crate) primary_replicas_min: u32,
    /// How many services the organization may have.
    pub(crate) services_max: u32,
    pub(crate) faults: Faults,
    /// What seeds and writes draw from: a part of the state.
    pub(crate) random: Random,
    /// What may differ from run to run without a difference in the state: request ids and faults.
    pub(crate) chance: Random,
    /// What changed since it was last taken, if anybody takes it.
    pub(crate) changes: Option<Vec<Entry>>,
    pub(crate) replica: Option<Replica>,
    pub(crate) roles: Roles,
    pub(crate) keys: Keys,
    pub(crate) members: Members,
    pub(crate) invitations: Invitations,
    pub(crate) recent: Recent,
    pub(crate) organization: Organization,
    pub(crate) services: Services,
    pub(crate) ledgers: Ledgers,
    /// When which service changes its state by itself.
    pub(crate) due: BTreeSet<(Moment, Uuid)>,
    pub(crate) log: Log,
}

impl Sandbox {
    /// A sandbox with its seed planted; what the seed says happened lies before `now`.
    pub fn new(options: Options, now: Moment) -> Self {
        let mut random = Random::new(options.seed_number);
        let organization = seed::organization(&mut random, options.seed, now);
        let mut sandbox = Self {
            now,
            speed: options.speed,
            rate_limit: options.rate_limit,
            extended: options.extended,
            legacy_roles: options.legacy_roles,
            primary_replicas_min: options.primary_replicas_min,
            services_max: seed::services_max(options.seed),
            faults: options.faults,
            random,
            chance: Random::new(!options.seed_number),
            changes: None,
            replica: None,
            roles: Roles::default(),
            keys: Keys::default(),
            members: Members::default(),
            invitations: Invitations::default(),
            recent: Recent::default(),
            organization,
            services: Services::default(),
            ledgers: Ledgers::default(),
            due: BTreeSet::new(),
            log: Log::default(),
        };
        seed::plant(&mut sandbox, options.seed);
        sandbox.keep_replica();
        sandbox
    }

    /// Answers a request. A moment before one already seen counts as that one.
    pub fn handle(&mut self, request: &ApiRequest, now: Moment) -> ApiResponse {
        self.advance(now);
        let request_id = self.chance.uuid();
        let response = self
            .answer(request, request_id)
            .unwrap_or_else(|refusal| refusal.into_response(request_id));
        self.spoil(response)
    }

    fn answer(&mut self, request: &ApiRequest, request_id: Uuid) -> Result<ApiResponse, Refusal> {
        let (route, parameters) = route::find(request, self.extended)?;
        let authorization = request.authorization.as_deref();
        let key = self
            .keys
            .authenticate(authorization, request.peer, self.now)?;
        let access = self.roles.access(&key.roles);
        let call = Call::new(request, request_id, key, access, parameters);
        if self.keys.mark_used(call.key_id, self.now) {
            self.note(|| Change::KeyUsed { key: call.key_id });
        }
        if let Some(limit) = self.rate_limit {
            self.recent
                .admit(limit, call.key_id, self.now)
                .map_err(Refusal::rate_limited)?;
        }
        self.refuse_by_fault()?;
        if route.path.contains("{organizationId}") {
            let id = parse_id("organization", call.parameter(0))?;
            if id != self.organization.id {
                return Err(Refusal::not_found(id));
            }
        }
        call.check(route)?;
        if route.method == Method::Get {
            return self.read(route, &call);
        }
        let response = self.run(route, &call)?;
        self.note_write(&call);
        Ok(response)
    }

    /// Carries an operation out. A read, and a write that is refused, leave the state as it was, also in
    /// what the next write will draw.
    pub(crate) fn run(&mut self, route: &Route, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
        let before = self.random.clone();
        let answer = (route.run)(self, call);
        if route.method == Method::Get || answer.is_err() {
            self.random = before;
        }
        answer
    }

    /// The answer to a body longer than the server reads.
    pub fn refuse_long_body(&mut self) -> ApiResponse {
        let request_id = self.chance.uuid();
        Refusal::bad_request("request body is too large.").into_response(request_id)
    }

    /// The answer of a sandbox whose state cannot be kept.
    pub fn refuse_unkept(&mut self) -> ApiResponse {
        let request_id = self.chance.uuid();
        Refusal::internal().into_response(request_id)
    }

    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    pub fn set_faults(&mut self, faults: Faults) {
        self.faults = faults;
        self.keep_replica();
    }

    /// Puts a service into any state, also one that the API does not know; what follows it by itself
    /// follows. `false` if there is no such service.
    pub fn force_state(&mut self, service: Uuid, state: &str, now: Moment) -> bool {
        self.advance(now);
        let known = self.services.find(service).is_some();
        if known {
            self.enter(service, State::from(state), self.now);
            self.note(|| Change::ForcedState {
                service,
                state: state.to_owned(),
            });
        }
        known
    }
}
