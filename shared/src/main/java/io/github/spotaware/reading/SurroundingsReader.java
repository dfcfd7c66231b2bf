package io.github.spotaware.reading;

import io.github.spotaware.port.LiveReads;
import io.github.spotaware.port.ReadFailed;
import io.github.spotaware.port.Timing;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.validation.ReviewedDeployment;
import io.github.spotaware.validation.Surroundings;
import io.github.spotaware.workload.AutoscalerState;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * Reads what is around a Deployment that is being admitted. A read that fails or is late is left
 * out, and the others are not: what comes of them are warnings, and nobody waits for one.
 */
public final class SurroundingsReader {
  private final LiveReads reads;
  private final Timing timing;

  public SurroundingsReader(LiveReads reads, Timing timing) {
    this.reads = reads;
    this.timing = timing;
  }

  /** What came of one read. */
  private record Part<T>(T found, Optional<String> unread) {}

  /**
   * Ends after this time at the latest, and never fails.
   *
   * @param surging passed on
   */
  public CompletionStage<Surroundings> read(
      ReviewedDeployment deployment, boolean surging, Duration atMost) {
    CompletableFuture<Part<Set<String>>> claims =
        part("PersistentVolumeClaims", claims(deployment), Set.of());
    CompletableFuture<Part<Optional<AutoscalerState>>> autoscaler =
        part(
            "HorizontalPodAutoscalers",
            reads.autoscaler(new DeploymentRef(deployment.namespace(), deployment.name())),
            Optional.empty());
    Timing.Timer timer =
        timing.after(
            atMost,
            () -> {
              claims.complete(late("PersistentVolumeClaims", Set.of()));
              autoscaler.complete(late("HorizontalPodAutoscalers", Optional.empty()));
            });
    return claims.thenCombine(
        autoscaler,
        (exclusive, hpa) -> {
          timer.cancel();
          return new Surroundings(
              surging,
              exclusive.found(),
              hpa.found(),
              Stream.of(exclusive.unread(), hpa.unread()).flatMap(Optional::stream).toList());
        });
  }

  private CompletionStage<Set<String>> claims(ReviewedDeployment deployment) {
    return deployment.claims().isEmpty()
        ? CompletableFuture.completedFuture(Set.of())
        : reads.exclusiveClaims(deployment.namespace(), deployment.claims());
  }

  private static <T> CompletableFuture<Part<T>> part(
      String what, CompletionStage<T> read, T nothing) {
    CompletableFuture<Part<T>> part = new CompletableFuture<>();
    var _ =
        read.whenComplete((found, failure) ->
            part.complete(
                failure == null
                    ? new Part<>(found, Optional.empty())
                    : unread(what + ": " + ReadFailed.words(failure), nothing)));
    return part;
  }

  private static <T> Part<T> late(String what, T nothing) {
    return unread(what + ": no answer in time", nothing);
  }

  private static <T> Part<T> unread(String why, T nothing) {
    return new Part<>(nothing, Optional.of(why));
  }
}
