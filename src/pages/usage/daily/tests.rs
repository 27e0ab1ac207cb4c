use super::*;

fn series() -> Series {
    let day = |day, parts: [f64; 2], is_final| DaySum {
        day,
        is_read: true,
        is_final,
        has_records: true,
        total: parts.iter().map(|part| Credits::of(*part)).sum(),
        parts: parts.map(Credits::of).to_vec(),
    };
    let unread = DaySum {
        is_read: false,
        has_records: false,
        ..day(20_779, [0.0, 0.0], false)
    };
    let group = |label: &str, total| super::super::split::Group {
        label: label.into(),
        standing: Standing::Present,
        total: Credits::of(total),
    };
    Series {
        groups: vec![group("orders", 7.0), group("reports", 2.0)],
        days: vec![
            unread,
            day(20_780, [4.0, 1.0], true),
            day(20_781, [3.0, 1.0], false),
        ],
        total: Credits::of(9.0),
    }
}

#[test]
fn bars_stand_on_each_other_and_open_days_are_hatched() {
    let drawing = drawing(&series(), None);
    assert_eq!(
        drawing.layers[0].path,
        bars([(1, 0.0, 0.8), (2, 0.0, 0.6)].into_iter())
    );
    assert_eq!(
        drawing.layers[1].path,
        bars([(1, 0.8, 1.0), (2, 0.6, 0.8)].into_iter())
    );
    assert_eq!(drawing.layers[2].path, bars([(0, 0.0, 1.0)].into_iter()));
    assert_eq!(drawing.hatched, [(2, 0.8)]);
}

#[test]
fn a_picked_group_stands_out() {
    let drawing = drawing(&series(), Some(1));
    assert_eq!(drawing.layers[0].class, "series--1 plot__shape--faded");
    assert_eq!(drawing.layers[1].class, "series--2");
    assert_eq!(colour(40), "series--8");
}

#[test]
fn a_day_is_told_with_its_parts() {
    let told = |place| told(&series(), place);
    assert_eq!(told(0), "Sun, 22 Nov 2026: not read");
    assert_eq!(
        told(1),
        "Mon, 23 Nov 2026: 5.00 CHC. orders 4.00, reports 1.00"
    );
    assert_eq!(
        told(2),
        "Tue, 24 Nov 2026: 4.00 CHC, not final. orders 3.00, reports 1.00"
    );
    assert!(
        summary(&series()).starts_with("9.00 CHC in 2 days; most on Mon, 23 Nov 2026: 5.00 CHC")
    );
}

#[test]
fn the_table_has_the_same_numbers_newest_first() {
    let sheet = sheet(&series());
    assert_eq!(
        sheet.headings,
        ["Day (UTC)", "State", "Total", "orders", "reports"]
    );
    assert_eq!(
        sheet.csv().lines().collect::<Vec<_>>(),
        [
            "Day (UTC),State,Total,orders,reports",
            "2026-11-24,not final,4,3,1",
            "2026-11-23,final,5,4,1",
            "2026-11-22,not read,,,"
        ]
    );
}

#[test]
fn an_axis_names_few_places() {
    let places = |count| names(count, |place| place.to_string());
    assert_eq!(places(0).len(), 0);
    assert_eq!(places(1), [(0, "0".to_owned())]);
    assert_eq!(places(3).len(), 3);
    let of_year: Vec<usize> = places(366).into_iter().map(|(place, _)| place).collect();
    assert_eq!(of_year, [0, 91, 182, 273, 365]);
}
