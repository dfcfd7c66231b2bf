package io.github.spotaware.e2e.observe;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a client sends to evict a pod.
 *
 * @param apiVersion of the body: {@code policy/v1}, or {@code policy/v1beta1} from old clients
 * @param dryRunInUrl as {@code ?dryRun=All}
 * @param dryRunInBody in deleteOptions, as kubectl does it
 * @param preconditionUid in deleteOptions, where there is one
 * @param timeout as {@code ?timeout=}: how long the client gives the API server
 */
public record Eviction(
    String namespace,
    String pod,
    String apiVersion,
    boolean dryRunInUrl,
    boolean dryRunInBody,
    Optional<String> preconditionUid,
    Optional<Duration> timeout) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The usual eviction of this pod. */
  public static Eviction of(String namespace, String pod) {
    return new Eviction(
        namespace, pod, "policy/v1", false, false, Optional.empty(), Optional.empty());
  }

  /** In the form of a client of the old version. */
  public Eviction v1beta1() {
    return new Eviction(
        namespace, pod, "policy/v1beta1", dryRunInUrl, dryRunInBody, preconditionUid, timeout);
  }

  /** A dry run that says so in the URL. */
  public Eviction withDryRunInUrl() {
    return new Eviction(namespace, pod, apiVersion, true, dryRunInBody, preconditionUid, timeout);
  }

  /** A dry run that says so in the body. */
  public Eviction withDryRunInBody() {
    return new Eviction(namespace, pod, apiVersion, dryRunInUrl, true, preconditionUid, timeout);
  }

  /** Only if the pod has this UID. */
  public Eviction ifUid(String uid) {
    return new Eviction(
        namespace, pod, apiVersion, dryRunInUrl, dryRunInBody, Optional.of(uid), timeout);
  }

  /** With a bound, in whole seconds, on how long the API server may take. */
  public Eviction within(Duration bound) {
    return new Eviction(
        namespace, pod, apiVersion, dryRunInUrl, dryRunInBody, preconditionUid, Optional.of(bound));
  }

  /** Where it is sent to. */
  String path() {
    List<String> query = new ArrayList<>();
    if (dryRunInUrl) {
      query.add("dryRun=All");
    }
    timeout.ifPresent(bound -> query.add("timeout=" + bound.toSeconds() + "s"));
    return "/api/v1/namespaces/%s/pods/%s/eviction%s"
        .formatted(namespace, pod, query.isEmpty() ? "" : "?" + String.join("&", query));
  }

  /** What is sent. */
  String body() {
    ObjectNode body = JSON.createObjectNode();
    body.put("apiVersion", apiVersion).put("kind", "Eviction");
    body.putObject("metadata").put("name", pod).put("namespace", namespace);
    if (dryRunInBody) {
      body.withObject("/deleteOptions").putArray("dryRun").add("All");
    }
    preconditionUid.ifPresent(
        uid -> body.withObject("/deleteOptions/preconditions").put("uid", uid));
    return body.toString();
  }
}
