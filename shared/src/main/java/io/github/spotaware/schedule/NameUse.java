package io.github.spotaware.schedule;

/** What stands under a name that a Deployment's schedule may have. */
public sealed interface NameUse {

  /** Nothing: a schedule can be created there. */
  record Free() implements NameUse {}

  /** The Deployment's schedule. */
  record Ours(StoredSchedule schedule) implements NameUse {}

  /** Named as the Deployment's schedule and labelled as ours, but not to be read by us. */
  record Unreadable(UnreadableSchedule schedule) implements NameUse {}

  /** Another ConfigMap: it is left alone. */
  record Taken() implements NameUse {}
}
