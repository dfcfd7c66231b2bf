package io.github.spotaware.fuzz.endpoint;

import io.github.spotaware.fuzz.input.Resources;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can be called, with the calls that inputs are made from: AdmissionReviews as recorded. */
enum Endpoint {
  EVICTIONS("\"code\":429", "eviction.json"),
  DELETES("\"code\":429", "pod-delete.json", "pod-delete-of-collection.json"),
  NODES("\"allowed\":true", "node-cordon.json", "node-taint.json", "node-delete.json"),
  DEPLOYMENTS("\"allowed\":true", "deployment-create.json", "deployment-label.json"),
  PODS("\"patchType\":\"JSONPatch\"", "pod-create.json"),
  COUNTS(
      "\"patchType\":\"JSONPatch\"",
      "count-scale.json",
      "count-apply.json",
      "count-server-side-apply.json"),
  BUDGETS("\"allowed\":true", "budget-create.json", "budget-update.json"),
  PROBES("ok"),
  MANAGEMENT("ok");

  private static final SortedMap<String, String> RECORDED = Resources.texts("admission");

  static final Set<String> REVIEW_PATHS =
      Stream.of(values())
          .filter(endpoint -> !endpoint.files.isEmpty())
          .map(Endpoint::path)
          .collect(Collectors.toUnmodifiableSet());

  private final String right;
  private final List<String> files;

  /**
   * @param right what is in the answer to each good call, whatever was sent before
   */
  Endpoint(String right, String... files) {
    this.right = right;
    this.files = List.of(files);
  }

  String kind() {
    return name().toLowerCase(Locale.ROOT);
  }

  private String path() {
    return "/" + kind();
  }

  String right() {
    return right;
  }

  List<Call> calls() {
    return switch (this) {
      case PROBES -> List.of(Call.get("/healthz"), Call.get("/readyz"), Call.get("/nothing"));
      case MANAGEMENT ->
          List.of(Call.get("/healthz"), Call.get("/readyz"), Call.get("/metrics"), Call.get("/"));
      default ->
          files.stream()
              .map(file -> Call.review(path() + "?timeout=2s", here(text(file))))
              .toList();
    };
  }

  /** Those that all have the right answer. */
  List<Call> goodCalls() {
    return files.isEmpty() ? calls().subList(0, 2) : calls();
  }

  Connection connect(Webhook webhook) throws IOException {
    return this == MANAGEMENT ? webhook.connectPlainly() : webhook.connect();
  }

  private static String text(String file) {
    return Objects.requireNonNull(RECORDED.get(file), file);
  }

  /** Recorded of other pods in another namespace. */
  private static String here(String review) {
    return review
        .replaceAll("web-7887448d46-(glb7q|4xqkc)", StillCluster.SERVING)
        .replaceAll(
            "05141830-8317-43b5-aa93-fc4634850e86|4ecdf507-a394-44e9-ac7a-960c945affcf",
            StillCluster.SERVING_UID)
        .replace("\"namespace\": \"default\"", "\"namespace\": \"shop\"");
  }
}
