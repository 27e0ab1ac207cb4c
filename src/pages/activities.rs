//! Activities: the audit log of the organization, one record of it, and what of it concerns a service.

mod agent;
mod bars;
mod columns;
mod counts;
mod facets;
mod follow;
mod links;
mod load;
mod log;
mod page;
mod range;
mod range_bar;
mod record;
mod row;
mod service_tab;
mod single;
mod state;
mod text;
mod timeline;
mod view;
mod words;

pub use page::ActivitiesPage;
pub use service_tab::ServiceActivity;
pub use single::ActivityPage;
pub use words::words;
