package io.github.spotaware.simulation.process;

import io.github.spotaware.reconcile.LeaderTerm;
import io.github.spotaware.simulation.check.Fault;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Lease;
import io.github.spotaware.simulation.cluster.object.Meta;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the client library's LeaderElector does around our {@link LeaderTerm}: it compares the
 * lease's renewal with its own wall clock, tries again after 0.7 s and up to 120 % more, and gives
 * a term up when no renewal succeeded for 5 s.
 */
final class LeaseElector {
  private static final Key LEASE = new Key("spot-scaling", "spot-aware-scaler");
  private static final int RETRY_MILLIS = 700;
  private static final Duration RENEW_DEADLINE = Duration.ofSeconds(5);

  private final SimulatedProcess process;
  private final String identity;
  private final Supplier<LeaderTerm> newTerm;
  private final Runnable onStart;
  private LeaderTerm term;
  private boolean leading;
  private long renewedNanos;

  LeaseElector(
      SimulatedProcess process, String identity, Supplier<LeaderTerm> newTerm, Runnable onStart) {
    this.process = process;
    this.identity = identity;
    this.newTerm = newTerm;
    this.onStart = onStart;
    this.term = newTerm.get();
  }

  void start() {
    tryAgain();
  }

  private void tryAgain() {
    long millis =
        RETRY_MILLIS + process.world().chance().between(0, RETRY_MILLIS + RETRY_MILLIS / 5);
    var _ = process.timing().after(Duration.ofMillis(millis), this::attempt);
  }

  private void attempt() {
    long before = process.timing().now().nanos();
    long life = process.life();
    World world = process.world();
    boolean lost = isCutOff();
    world
        .time()
        .after(
            world.network().way(),
            "lease is read",
            () -> {
              if (lost || isCutOff()) {
                process.inLife(life, this::failed).run();
                return;
              }
              Lease read = world.api().store().get(Kind.LEASE, LEASE);
              world
                  .time()
                  .after(
                      world.network().way(),
                      "lease is known",
                      process.inLife(life, () -> decide(read, before)));
            });
  }

  private boolean isCutOff() {
    World world = process.world();
    return world.api().away() || world.network().isCutOff(process.name(), world.time().nanos());
  }

  private void decide(@Nullable Lease read, long before) {
    Instant now = process.timing().now().wall();
    boolean held =
        read != null
            && !read.holder().isEmpty()
            && !read.holder().equals(identity)
            && read.renewed().plusSeconds(read.durationSeconds()).isAfter(now);
    if (held) {
      failed();
      return;
    }
    Lease next =
        read == null
            ? lease(Meta.of(LEASE), now, 0)
            : lease(
                read.meta(), now, read.transitions() + (read.holder().equals(identity) ? 0 : 1));
    long life = process.life();
    World world = process.world();
    world
        .time()
        .after(
            world.network().way(),
            "lease is written",
            () -> {
              boolean done =
                  !isCutOff()
                      && (read == null
                          ? world.api().store().create(next) != null
                          : world.api().store().replace(next) != null);
              world
                  .time()
                  .after(
                      world.network().way(),
                      "lease is renewed",
                      process.inLife(
                          life,
                          () -> {
                            if (done) {
                              renewed(before);
                            } else {
                              failed();
                            }
                          }));
            });
  }

  private Lease lease(Meta meta, Instant now, int transitions) {
    return new Lease(meta, identity, (int) LeaderTerm.LEASE.toSeconds(), now, now, transitions);
  }

  private void renewed(long before) {
    term.written(before, true);
    renewedNanos = process.timing().now().nanos();
    if (!leading) {
      leading = true;
      process.world().trace().say(process.name(), () -> "leads");
      process.timing().execute(onStart);
    }
    tryAgain();
  }

  private void failed() {
    long now = process.timing().now().nanos();
    if (leading && now - renewedNanos > RENEW_DEADLINE.toNanos()) {
      process.world().coverage().fault(Fault.LEASE_LOST);
      process.world().trace().say(process.name(), () -> "leads no longer");
      leading = false;
      term.lost();
      term = newTerm.get();
    }
    tryAgain();
  }
}
