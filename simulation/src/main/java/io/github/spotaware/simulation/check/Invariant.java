package io.github.spotaware.simulation.check;

/** What must hold in every run. */
public enum Invariant {
  SERVING_POD_LEFT("I1", "no eviction that is allowed takes the last serving pod"),
  RIGHT_POD_KEPT("I1", "a scale-down of ours leaves a serving pod, and not the one that goes away"),
  COUNT_RETURNS("I2", "once disruptions stop, the count is what its owner last asked for"),
  COUNT_IS_OWNERS("I3", "no count set by someone else is overwritten"),
  BOUND_IS_RAISED("I3", "no autoscaler lowers a surge that should have raised its bound"),
  NOTHING_LEFT(
      "I4", "no schedule, deletion cost or HPA or ScaledObject value of ours outlives its purpose"),
  HOLD_ENDS("I5", "no hold outlives max-hold"),
  HOLD_LASTS("I5", "nothing is let go by max-hold before it is over"),
  ONE_SURGE("I6", "one surge at a time, each under its own schedule"),
  PROGRESS("I7", "a drain goes through when it can"),
  SURGE_IS_GUARDED(
      "I8", "no 1 of someone else's passes a webhook that answers while a surge is open"),
  BACKSTOP_MAKES_WAY("I9", "no pod has both a backstop and a budget of someone else's"),
  BACKSTOP_YIELDS("I9", "what rule 6 or max-hold lets go is not held up by a backstop"),
  BACKSTOP_HOLDS(
      "I9", "with a backstop in effect, no eviction without a webhook takes the last serving pod"),
  BACKSTOP_WHERE_WANTED(
      "I9", "once disruptions stop, backstops are in effect where they should be, and only there"),
  SOUND_CODE("I0", "no code throws what nobody thought of");

  private final String id;
  private final String text;

  Invariant(String id, String text) {
    this.id = id;
    this.text = text;
  }

  @Override
  public String toString() {
    return id + " " + text;
  }
}
