package io.github.spotaware.config;

import java.util.List;

/** Our annotations: those of a Deployment that override the configuration for it alone, and one. */
public final class Annotations {
  /** What all of our annotations begin with. */
  public static final String PREFIX = "spot-aware-scaler/";

  /** Overrides {@link ConfigurationKeys#SCALE_DOWN_DELAY}. */
  public static final String SCALE_DOWN_DELAY = PREFIX + ConfigurationKeys.SCALE_DOWN_DELAY;

  /** Overrides {@link ConfigurationKeys#HOLD_SECONDS}. */
  public static final String HOLD_SECONDS = PREFIX + ConfigurationKeys.HOLD_SECONDS;

  /** Overrides {@link ConfigurationKeys#MAX_HOLD}. */
  public static final String MAX_HOLD = PREFIX + ConfigurationKeys.MAX_HOLD;

  /** Overrides {@link ConfigurationKeys#SCALE_DOWN_MODE}. */
  public static final String SCALE_DOWN_MODE = PREFIX + ConfigurationKeys.SCALE_DOWN_MODE;

  /** Of a backstop: the name and the UID of its Deployment, with a slash between. */
  public static final String BACKSTOP_OF = PREFIX + "backstop-of";

  /** All of a Deployment's, sorted. */
  public static final List<String> KNOWN =
      List.of(HOLD_SECONDS, MAX_HOLD, SCALE_DOWN_DELAY, SCALE_DOWN_MODE);

  private Annotations() {}
}
