package io.github.spotaware.e2e.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tests with a Deployment {@code web}. */
abstract class WorkloadFixture extends Contract {

  static final String REVISION = "deployment.kubernetes.io/revision";

  final void image(String image) {
    raw()
        .patch(
            deployments("web"),
            RawClient.STRATEGIC_PATCH,
            """
            {"spec": {"template": {"spec": {"containers": [{"name": "main", "image": "%s"}]}}}}
            """
                .formatted(image));
  }

  final void scale(int count) {
    raw()
        .patch(
            deployments("web", "scale"),
            RawClient.MERGE_PATCH,
            "{\"spec\": {\"replicas\": %d}}".formatted(count));
  }

  final Map<String, String> conditions(String deployment) {
    Map<String, String> found = new TreeMap<>();
    raw()
        .get(deployments(deployment))
        .body()
        .at("/status/conditions")
        .forEach(condition ->
            found.put(
                condition.path("type").asText(),
                condition.path("status").asText() + " " + condition.path("reason").asText()));
    return found;
  }

  final List<JsonNode> replicaSets() {
    return raw().get(path("apps/v1", "replicasets")).items();
  }

  final List<JsonNode> podObjects() {
    return raw().get(pods()).items();
  }

  final List<String> podNames() {
    return raw().get(pods()).names();
  }

  static String annotation(JsonNode object, String key) {
    return object.path("metadata").path("annotations").path(key).asText();
  }
}
