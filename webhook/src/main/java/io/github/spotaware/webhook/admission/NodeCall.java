package io.github.spotaware.webhook.admission;

import java.util.Set;

/**
 * One UPDATE or DELETE of a Node, as the API server asks about it: it may be refused after this, or
 * never be persisted.
 *
 * @param reviewUid names this review, to be repeated in the answer; new on every try
 * @param name the Node's, a DNS subdomain
 * @param becomesUnschedulable it is schedulable before the change and not after it
 * @param newTaints the keys of taints that it has after the change and not before it
 * @param deleted it is to be deleted
 * @param dryRun nothing will be changed
 */
public record NodeCall(
    String reviewUid,
    String name,
    boolean becomesUnschedulable,
    Set<String> newTaints,
    boolean deleted,
    boolean dryRun)
    implements Reading {

  /** Checks the name, which becomes a part of URLs. */
  public NodeCall {
    if (reviewUid.isBlank()) {
      throw new IllegalArgumentException("the UID of the review is empty");
    }
    if (!EvictionCall.isSubdomain(name)) {
      throw new IllegalArgumentException("no name of a Node: " + name);
    }
    newTaints = Set.copyOf(newTaints);
  }
}
