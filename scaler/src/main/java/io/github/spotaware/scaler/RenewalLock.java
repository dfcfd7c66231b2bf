package io.github.spotaware.scaler;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import io.github.spotaware.reconcile.LeaderTerm;

/** A lock that tells a {@link LeaderTerm} when it was taken or renewed. */
final class RenewalLock implements Lock {
  private final Lock lock;
  private final LeaderTerm term;

  RenewalLock(Lock lock, LeaderTerm term) {
    this.lock = lock;
    this.term = term;
  }

  @Override
  public LeaderElectionRecord get(KubernetesClient client) {
    return lock.get(client);
  }

  @Override
  public void create(KubernetesClient client, LeaderElectionRecord taken) {
    long before = System.nanoTime();
    lock.create(client, taken);
    term.written(before, identity().equals(taken.getHolderIdentity()));
  }

  @Override
  public void update(KubernetesClient client, LeaderElectionRecord taken) {
    long before = System.nanoTime();
    lock.update(client, taken);
    term.written(before, identity().equals(taken.getHolderIdentity()));
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
