package io.github.spotaware.sandbox;

import io.github.spotaware.simulation.cluster.controller.PodLife;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.kernel.Pace;
import java.time.Duration;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a pod takes to become Ready, and to stop: as the options say, or as an annotation of the
 * pod does, by the names that kwok's stages have.
 */
record PodLives(Duration ready, Duration stop) implements Function<Pod, PodLife> {
  private static final String READY = "pod-ready.stage.kwok.x-k8s.io/delay";
  private static final String STOP = "pod-delete.stage.kwok.x-k8s.io/delay";
  private static final Pattern GO_DURATION = Pattern.compile("(\\d+)(ms|s|m|h)");
  private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

  @Override
  public PodLife apply(Pod pod) {
    Duration toReady = delay(pod, READY, ready);
    Duration toStop = delay(pod, STOP, stop);
    return new PodLife(
        Pace.NONE,
        Pace.fixedMillis(toReady.toMillis()),
        Pace.fixedMillis(Math.min(toStop.toMillis(), LONGEST_STOP.toMillis())),
        0,
        0,
        0);
  }

  private static Duration delay(Pod pod, String annotation, Duration otherwise) {
    Matcher matcher = GO_DURATION.matcher(pod.meta().annotations().getOrDefault(annotation, ""));
    if (!matcher.matches()) {
      return otherwise;
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      default -> Duration.ofHours(count);
    };
  }
}
