use super::{
    super::{
        held::{OneDay, Told},
        report,
    },
    *,
};

const DAY: i32 = 20_781;

fn told(days: &[&[&str]]) -> Vec<Told> {
    let days = days.iter().zip(DAY..).map(|(records, day)| {
        let text = format!(r#"{{"costs":[{}]}}"#, records.join(","));
        let costs = report::tests::costs(&text);
        let one = OneDay::of(costs.into_iter().map(|(_, cost)| cost).collect(), 0.0);
        (day, Some(Arc::new(one)))
    });
    days.collect()
}

/// A record of a service, its stream or its warehouse.
fn record(kind: &str, id: &str, service: Option<&str>, metric: &str, amount: f64) -> String {
    let service = service.map_or("null".to_owned(), |service| format!("\"{service}\""));
    format!(
        r#"{{"date":"2026-11-24","entityType":"{kind}","entityId":"{id}","entityName":"{id} by report",
        "dataWarehouseId":"w","serviceId":{service},"metrics":{{"{metric}":{amount}}},
        "totalCHC":{amount},"locked":true}}"#
    )
}

fn known() -> Known {
    let all: Vec<cloud_api::services::Service> = serde_json::from_str(
        r#"[{"id":"s","name":"orders","dataWarehouseId":"w","isPrimary":true,
            "tags":[{"key":"team","value":"core"},{"key":"team2"}]},
            {"id":"t","name":"reports","dataWarehouseId":"w","isPrimary":false,
            "tags":[{"key":"team","value":"bi"}]}]"#,
    )
    .expect("services");
    Known::new(Some(&all))
}

fn month() -> Vec<Told> {
    let own = record("service", "s", Some("s"), "computeCHC", 3.0);
    let stream = record("clickpipe", "p", Some("s"), "dataTransferCHC", 0.5);
    let storage = record("datawarehouse", "w", None, "storageCHC", 2.0);
    let other = record("service", "t", Some("t"), "computeCHC", 1.0);
    let old = record("service", "old", Some("old"), "brandNewCHC", 0.25);
    told(&[&[&own, &stream, &storage], &[&other, &old]])
}

fn labels(split: &Split) -> Vec<(String, String)> {
    let month = month();
    let series = Series::new(&month, split, &known().named_by(&month));
    assert_eq!(series.total, Credits::of(6.75));
    // Nothing is lost and nothing counted twice, whatever it is split by.
    for day in &series.days {
        assert_eq!(day.parts.iter().copied().sum::<Credits>(), day.total);
    }
    let groups = series.groups.iter();
    groups
        .map(|group| (group.label.clone(), group.total.exact()))
        .collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let pairs = expected.iter();
    pairs
        .map(|(label, total)| ((*label).to_owned(), (*total).to_owned()))
        .collect()
}

#[test]
fn streams_count_to_their_service_and_storage_to_its_warehouse() {
    let expected = [
        ("orders", "3.5"),
        ("orders (warehouse)", "2"),
        ("reports", "1"),
        ("old by report", "0.25"),
    ];
    assert_eq!(labels(&Split::Service), pairs(&expected));
    let expected = [("orders (warehouse)", "6.75")];
    assert_eq!(labels(&Split::Warehouse), pairs(&expected));
}

#[test]
fn metrics_that_nobody_knows_are_named_as_they_are() {
    let expected = [
        ("Compute", "4"),
        ("Storage", "2"),
        ("ClickPipes data transfer", "0.5"),
        ("brandNewCHC", "0.25"),
    ];
    assert_eq!(labels(&Split::Metric), pairs(&expected));
    let totals = by_metric(&month());
    assert_eq!(
        (&*totals[0].0, totals[0].1),
        ("computeCHC", Credits::of(4.0))
    );
}

#[test]
fn tags_are_those_of_today_and_a_warehouse_has_its_primarys() {
    let expected = [
        ("team: core", "5.5"),
        ("team: bi", "1"),
        ("gone, tags not known", "0.25"),
    ];
    assert_eq!(labels(&Split::Tag(None)), pairs(&expected));
    let by_other = labels(&Split::Tag(Some("team2".into())));
    assert_eq!(
        by_other[0],
        ("team2, without a value".to_owned(), "5.5".to_owned())
    );
    assert_eq!(by_other[1], ("without team2".to_owned(), "1".to_owned()));
}

#[test]
fn a_service_is_gone_only_once_the_list_says_so() {
    let month = month();
    let standing = |known: Known| {
        let series = Series::new(&month, &Split::Service, &known.named_by(&month));
        let old = series
            .groups
            .iter()
            .find(|group| group.label == "old by report");
        old.map(|group| group.standing)
    };
    assert_eq!(standing(known()), Some(Standing::Gone));
    assert_eq!(standing(Known::new(None)), Some(Standing::Unknown));
}

#[test]
fn what_has_no_colour_left_is_one_group() {
    let records: Vec<String> = (0..40)
        .map(|number| {
            record(
                "service",
                &format!("s{number}"),
                None,
                "computeCHC",
                f64::from(number),
            )
        })
        .collect();
    let records: Vec<&str> = records.iter().map(String::as_str).collect();
    let month = told(&[&records]);
    let series = Series::new(&month, &Split::Service, &Known::default());
    assert_eq!(series.groups.len(), COLOURS + 1);
    assert_eq!(series.groups[COLOURS].label, "33 others");
    let all: Credits = series.groups.iter().map(|group| group.total).sum();
    assert_eq!(
        (all, series.total),
        (Credits::of(780.0), Credits::of(780.0))
    );
    // One that is left over keeps its own name.
    let month = told(&[&records[..=COLOURS]]);
    let series = Series::new(&month, &Split::Service, &Known::default());
    assert_eq!(series.groups[COLOURS].label, "s0");
}

#[test]
fn days_that_were_not_read_are_told_from_days_that_cost_nothing() {
    let mut month = told(&[&[], &[&record("service", "s", None, "computeCHC", 1.0)]]);
    month.insert(0, (DAY - 1, None));
    let series = Series::new(&month, &Split::Service, &Known::default());
    let days: Vec<_> = series
        .days
        .iter()
        .map(|day| (day.is_read, day.has_records))
        .collect();
    assert_eq!(days, [(false, false), (true, false), (true, true)]);
    assert_eq!((series.read_days(), series.open_days()), (2, 0));
    assert_eq!(series.dearest().map(|day| day.day), Some(DAY + 1));
}

#[test]
fn an_entity_without_any_field_has_a_place_too() {
    let month = told(&[&[r#"{"date":"2026-11-24","totalCHC":1}"#]]);
    for split in [Split::Service, Split::Warehouse, Split::Tag(None)] {
        let series = Series::new(&month, &split, &known());
        assert_eq!(series.groups.len(), 1, "{split:?}");
        assert!(!series.groups[0].label.is_empty());
    }
    let series = Series::new(&month, &Split::Metric, &known());
    assert_eq!(series.groups[0].label, "In totals only");
}

#[test]
fn a_split_is_what_the_address_says() {
    for (word, _) in Split::WORDS {
        assert_eq!(Split::read(Some(word), None).word(), word);
    }
    assert_eq!(Split::read(Some("colour"), None), Split::Service);
    assert_eq!(
        Split::read(Some("tag"), Some("env")),
        Split::Tag(Some("env".into()))
    );
}
