package io.github.spotaware.testing;

import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.ReplicaSets.replicaSet;
import static io.github.spotaware.testing.Workloads.surged;

/**
 * Surged Deployments in the middle of a rollout from ReplicaSet web-0 to web-1 that may take one
 * pod away at a time.
 */
public final class Rollouts {
  private Rollouts() {}

  /** The Deployment. */
  public static Deployments loose() {
    return Deployments.surgedWeb().maxUnavailable(1);
  }

  /** By maxSurge 1: one old pod is left and serves, of the two new ones none does yet. */
  public static Workloads slow() {
    return surged(
            pod("old-a").of("web-0").on("n1"),
            pod("new-b").of("web-1").on("n2").notReady(),
            pod("new-c").of("web-1").on("n3").notReady())
        .deployment(loose())
        .replicaSets(replicaSet("web-0", 1), replicaSet("web-1", 2).revision(2));
  }

  /** By maxSurge 0, in its first moment: an old pod was taken, the newest ReplicaSet is at 0. */
  public static Workloads begun() {
    return surged(pod("old-a").of("web-0").on("n1"))
        .deployment(loose())
        .replicaSets(replicaSet("web-0", 1), replicaSet("web-1", 0).revision(2));
  }

  /** One new pod serves as well, and the old one is about to be taken. */
  public static Workloads oneNewServes() {
    return slow()
        .pods(
            pod("old-a").of("web-0").on("n1"),
            pod("new-b").of("web-1").on("n2"),
            pod("new-c").of("web-1").on("n3").notReady());
  }

  /** The old pods are gone or going; one new pod serves. */
  public static Workloads over() {
    return surged(
            pod("old-a").of("web-0").on("n1").terminating(),
            pod("new-b").of("web-1").on("n2"),
            pod("new-c").of("web-1").on("n3").notReady())
        .deployment(loose())
        .replicaSets(replicaSet("web-0", 0), replicaSet("web-1", 2).revision(2));
  }

  /** Back to web-0: one pod of it was made and does not serve yet. */
  public static Workloads rollback() {
    return surged(pod("old-a").of("web-1").on("n1"), pod("new-b").of("web-0").on("n2").notReady())
        .deployment(loose())
        .replicaSets(replicaSet("web-0", 1).revision(3), replicaSet("web-1", 1).revision(2));
  }
}
