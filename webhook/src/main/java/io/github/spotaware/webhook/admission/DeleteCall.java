package io.github.spotaware.webhook.admission;

import java.util.Optional;

/**
 * One DELETE of a pod, as the API server asks about it; of a collection, each of its pods. It is
 * asked again within one request when the pod has changed meanwhile (Store.Delete in
 * registry/generic/registry/store.go), so an allow counts for the pod as it is now.
 *
 * @param reviewUid names this review, to be repeated in the answer; new on every try
 * @param namespace a DNS label
 * @param podName a DNS subdomain
 * @param podUid of the pod to be deleted; empty when the API server doesn't say
 * @param terminating it has a deletionTimestamp already
 * @param forced the grace period is 0: asked for, the pod's own, or because it runs nowhere. The
 *     API server fills it in before it asks, so these can't be told apart
 * @param dryRun nothing may be changed
 * @param user who deletes; empty when the API server doesn't say
 */
public record DeleteCall(
    String reviewUid,
    String namespace,
    String podName,
    Optional<String> podUid,
    boolean terminating,
    boolean forced,
    boolean dryRun,
    String user)
    implements Reading {

  /** Checks the names, which become parts of URLs. */
  public DeleteCall {
    if (reviewUid.isBlank()) {
      throw new IllegalArgumentException("the UID of the review is empty");
    }
    if (!EvictionCall.isNamespace(namespace)) {
      throw new IllegalArgumentException("no name of a namespace: " + namespace);
    }
    if (!EvictionCall.isPodName(podName)) {
      throw new IllegalArgumentException("no name of a pod: " + podName);
    }
    if (podUid.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException("the UID of the pod is empty");
    }
  }
}
