use crate::ui::Choice;

/// The autoscaling modes to choose from, in the API's words.
pub fn autoscaling_modes() -> Vec<Choice> {
    vec![
        Choice::new("vertical", "Vertical")
            .hint("A fixed number of replicas, whose memory follows the load."),
        Choice::new("horizontal", "Horizontal").hint(
            "Replicas of a fixed memory, whose number follows the load. It has to be enabled for the \
             organization.",
        ),
    ]
}
