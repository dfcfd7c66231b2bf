package io.github.spotaware.webhook.admission;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One CREATE of {@code pods/eviction}, as the API server asks about it. The pod may not exist, be
 * finished or be another one by now: the webhook is asked before the API server looks it up.
 *
 * @param reviewUid names this review, to be repeated in the answer; new on every try
 * @param namespace a DNS label
 * @param podName a DNS subdomain
 * @param preconditionUid the pod must have this UID, or the API server refuses the eviction itself
 * @param dryRun asked for in the request's URL or in the Eviction's deleteOptions: nothing may be
 *     changed
 * @param user who evicts; empty when the API server doesn't say
 */
public record EvictionCall(
    String reviewUid,
    String namespace,
    String podName,
    Optional<String> preconditionUid,
    boolean dryRun,
    String user)
    implements Reading {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern SUBDOMAIN = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

  /** Checks the names, which become parts of URLs. */
  public EvictionCall {
    if (reviewUid.isBlank()) {
      throw new IllegalArgumentException("the UID of the review is empty");
    }
    if (!isNamespace(namespace)) {
      throw new IllegalArgumentException("no name of a namespace: " + namespace);
    }
    if (!isPodName(podName)) {
      throw new IllegalArgumentException("no name of a pod: " + podName);
    }
    if (preconditionUid.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException("the precondition UID is empty");
    }
  }

  static boolean isNamespace(String name) {
    return LABEL.matcher(name).matches();
  }

  static boolean isPodName(String name) {
    return isSubdomain(name);
  }

  static boolean isSubdomain(String name) {
    return SUBDOMAIN.matcher(name).matches();
  }
}
