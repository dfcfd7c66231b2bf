package io.github.spotaware.schedule;

import java.util.Locale;

/** The phases of a surge. Evictions are released in SURGED and RELEASING only. */
public enum Phase {
  RAISING,
  SURGED,
  RELEASING,
  LOWERING,
  CANCELLING;

  /** A surge starts or ends here, so the HPA is looked at; elsewhere a snapshot has none. */
  public boolean looksAtAutoscaler() {
    return this != SURGED && this != RELEASING;
  }

  /** As written in the ConfigMap: {@code Raising}. */
  public String text() {
    return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException naming what is allowed
   */
  public static Phase parse(String text) {
    for (Phase phase : values()) {
      if (phase.text().equals(text)) {
        return phase;
      }
    }
    throw ScheduleData.notAllowed(
        ScheduleData.PHASE, text, "Raising, Surged, Releasing, Lowering, Cancelling");
  }
}
