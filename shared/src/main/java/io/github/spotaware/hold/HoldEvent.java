package io.github.spotaware.hold;

import io.github.spotaware.surge.WriteOutcome;

/** What happens to a hold. */
public sealed interface HoldEvent {

  /** The call has arrived. Always the first event, and once only. */
  record Begin() implements HoldEvent {}

  /** A {@link HoldEffect.Read} has ended well. */
  record Seen(HoldView view) implements HoldEvent {}

  /**
   * A {@link HoldEffect.Read} has failed.
   *
   * @param ofProtected what was read before that shows the pod to be one of a protected Deployment
   */
  record ReadFailed(String message, boolean ofProtected) implements HoldEvent {}

  /** A {@link HoldEffect.Perform} has ended, one way or another. */
  record Written(WriteOutcome outcome) implements HoldEvent {}

  /** Something that the decision reads may have changed. May come at any time, and too often. */
  record Changed() implements HoldEvent {}

  /** The time of a {@link HoldEffect.WakeAt} has come. May come too early. */
  record Woken() implements HoldEvent {}

  /** All places for held calls are taken. */
  record NoPlace() implements HoldEvent {}

  /** A {@link HoldEffect.Read} has ended before it began: too many others are in line for it. */
  record NoTurn() implements HoldEvent {}

  /** Nobody waits for the answer any more. */
  record CallerGone() implements HoldEvent {}

  /** The process is about to end. */
  record Draining() implements HoldEvent {}
}
