package io.github.spotaware.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the annotations of a Deployment set for it alone. The rules and ranges are those of the
 * ConfigMap's keys.
 *
 * @param scaleDownDelay instead of {@link Configuration#scaleDownDelay()}
 * @param holdTime instead of {@link Configuration#holdTime()}
 * @param maxHold instead of {@link Configuration#maxHold()}
 * @param scaleDownMode instead of {@link Configuration#scaleDownMode()}
 * @param invalid the annotations that can't be followed; each counts as absent
 */
public record DeploymentOverrides(
    Optional<Duration> scaleDownDelay,
    Optional<Duration> holdTime,
    Optional<Duration> maxHold,
    Optional<ScaleDownMode> scaleDownMode,
    List<InvalidValue> invalid) {

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if a value is out of its range; the message names its
   *     annotation
   */
  public DeploymentOverrides {
    scaleDownDelay.ifPresent(
        time -> IntRange.SCALE_DOWN_DELAY.requireSeconds(Annotations.SCALE_DOWN_DELAY, time));
    holdTime.ifPresent(
        time -> IntRange.HOLD_SECONDS.requireSeconds(Annotations.HOLD_SECONDS, time));
    maxHold.ifPresent(time -> IntRange.MAX_HOLD.requireSeconds(Annotations.MAX_HOLD, time));
    invalid = List.copyOf(invalid);
  }

  /**
   * Reads the annotations of a Deployment, passing over all but the four of {@link Annotations}.
   * Never throws.
   */
  public static DeploymentOverrides parse(Map<String, String> annotations) {
    List<InvalidValue> invalid = new ArrayList<>();
    return new DeploymentOverrides(
        read(
            annotations,
            Annotations.SCALE_DOWN_DELAY,
            ValueType.seconds(IntRange.SCALE_DOWN_DELAY),
            invalid),
        read(
            annotations,
            Annotations.HOLD_SECONDS,
            ValueType.seconds(IntRange.HOLD_SECONDS),
            invalid),
        read(annotations, Annotations.MAX_HOLD, ValueType.seconds(IntRange.MAX_HOLD), invalid),
        read(
            annotations,
            Annotations.SCALE_DOWN_MODE,
            ValueType.constantOf(ScaleDownMode.class),
            invalid),
        invalid);
  }

  /** The configuration that holds for the Deployment; applied again, it changes nothing more. */
  public Configuration applyTo(Configuration configuration) {
    ConfigurationBuilder builder = configuration.toBuilder();
    scaleDownDelay.ifPresent(builder::scaleDownDelay);
    holdTime.ifPresent(builder::holdTime);
    maxHold.ifPresent(builder::maxHold);
    scaleDownMode.ifPresent(builder::scaleDownMode);
    return builder.build();
  }

  private static <T> Optional<T> read(
      Map<String, String> annotations, String key, ValueType<T> type, List<InvalidValue> invalid) {
    String written = annotations.get(key);
    return written == null ? Optional.empty() : type.read(key, written, invalid);
  }
}
