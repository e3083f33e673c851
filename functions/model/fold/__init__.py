"""How one level is made from the level below it: pure functions of sets, in no order."""
