//! What charts share: a scale with round steps, shapes as paths, a cursor for keyboard and pointer, and the plot.
//!
//! A plot has no style attributes and measures nothing: its bars lie in a box as wide as there are places and a hundred
//! high, which the browser stretches, and what must not be stretched (text, hatching) is placed in percent.

mod cursor;
mod plot;
mod scale;
mod shapes;
mod table;

pub use self::{
    cursor::{place_at, step},
    plot::{Drawing, Layer, Plot, TEXTURES},
    scale::Scale,
    shapes::{area, bars, line},
    table::{Amount, ChartTable, Sheet},
};
