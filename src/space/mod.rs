//! Where things are: positions, shapes, coordinate systems and metres.
