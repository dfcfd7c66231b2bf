package io.github.spotaware.scaler;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.time.Duration;

/**
 * A lock that remembers when it was last taken or renewed, on the monotonic clock and from before
 * the request: so a process that was paused knows by itself that its term is over.
 */
final class RenewalLock implements Lock {
  private final Lock lock;
  private volatile long renewedNanos;
  private volatile boolean renewed;

  RenewalLock(Lock lock) {
    this.lock = lock;
  }

  /** The last renewal is younger than this. */
  boolean renewedWithin(Duration age) {
    return renewed && System.nanoTime() - renewedNanos < age.toNanos();
  }

  /** The term is over, whatever the clock says. */
  void lost() {
    renewed = false;
  }

  @Override
  public LeaderElectionRecord get(KubernetesClient client) {
    return lock.get(client);
  }

  @Override
  public void create(KubernetesClient client, LeaderElectionRecord taken) {
    long before = System.nanoTime();
    lock.create(client, taken);
    remember(taken, before);
  }

  @Override
  public void update(KubernetesClient client, LeaderElectionRecord taken) {
    long before = System.nanoTime();
    lock.update(client, taken);
    remember(taken, before);
  }

  private void remember(LeaderElectionRecord taken, long before) {
    renewedNanos = before;
    renewed = identity().equals(taken.getHolderIdentity());
  }

  @Override
  public String identity() {
    return lock.identity();
  }

  @Override
  public String describe() {
    return lock.describe();
  }
}
