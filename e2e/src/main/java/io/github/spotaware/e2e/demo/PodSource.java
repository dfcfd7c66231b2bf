package io.github.spotaware.e2e.demo;

import io.github.spotaware.e2e.observe.PodChange;
import io.github.spotaware.e2e.observe.PodStage;
import io.github.spotaware.e2e.observe.ServingWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells what the pods go through, and when none of them serves. */
final class PodSource implements Supplier<List<Happening>> {

  private final String deployment;
  private final ServingWatch watch;
  private int told;
  private Optional<Instant> nobodySince = Optional.empty();
  private boolean servedOnce;

  PodSource(String deployment, ServingWatch watch) {
    this.deployment = deployment;
    this.watch = watch;
  }

  @Override
  public List<Happening> get() {
    List<PodChange> all = watch.changes();
    List<Happening> fresh = new ArrayList<>();
    for (PodChange change : all.subList(told, all.size())) {
      String actor = change.node().isEmpty() ? "cluster" : change.node();
      fresh.add(new Happening(change.time(), actor, words(change)));
      downtime(change).ifPresent(fresh::add);
    }
    told = all.size();
    return fresh;
  }

  private static String words(PodChange change) {
    return change.pod()
        + switch (change.stage()) {
          case PENDING -> " is created";
          case STARTING -> " starts";
          case SERVING -> " is Ready and serves; serving pods: " + change.serving();
          case UNREADY -> " is no longer Ready; serving pods: " + change.serving();
          case TERMINATING -> " is told to stop; serving pods: " + change.serving();
          case ENDED -> " has ended";
          case GONE -> " is gone";
        };
  }

  private Optional<Happening> downtime(PodChange change) {
    servedOnce |= change.stage() == PodStage.SERVING;
    if (servedOnce && change.serving() == 0 && nobodySince.isEmpty()) {
      nobodySince = Optional.of(change.time());
      return Optional.of(
          new Happening(
              change.time(), "watch", "NO POD SERVES: downtime of " + deployment + " begins"));
    }
    if (change.serving() > 0 && nobodySince.isPresent()) {
      Duration down = Duration.between(nobodySince.get(), change.time());
      nobodySince = Optional.empty();
      return Optional.of(
          new Happening(
              change.time(),
              "watch",
              "downtime of %s ends after %s s".formatted(deployment, Figures.seconds(down))));
    }
    return Optional.empty();
  }
}
