package io.github.spotaware.simulation.cluster.object;

import java.time.Instant;

/**
 * A Lease, for leader election.
 *
 * @param holder empty where nobody holds it
 * @param durationSeconds after which, without a renewal, others may take it
 * @param acquired by the holder's clock
 * @param renewed by the holder's clock
 */
public record Lease(
    Meta meta,
    String holder,
    int durationSeconds,
    Instant acquired,
    Instant renewed,
    int transitions)
    implements ApiObject<Lease> {

  @Override
  public Kind<Lease> kind() {
    return Kind.LEASE;
  }

  @Override
  public Lease with(Meta newMeta) {
    return new Lease(newMeta, holder, durationSeconds, acquired, renewed, transitions);
  }

  @Override
  public boolean sameSpec(Lease before) {
    return true;
  }

  @Override
  public String summary() {
    return "held by " + holder + ", renewed " + renewed;
  }
}
