package io.github.spotaware.e2e.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.observe.Kubectl;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is of the project in a cluster, of every kind that can be listed but Events: by our
 * namespace, our labels, or our names.
 *
 * @param names by kind, each as {@code NAMESPACE/NAME}
 */
record OurObjects(Map<String, Set<String>> names) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAMESPACE = "spot-scaling";

  /** Kubernetes puts these into every namespace. */
  private static final Set<String> ALWAYS_THERE =
      Set.of("ConfigMap spot-scaling/kube-root-ca.crt", "ServiceAccount spot-scaling/default");

  /** Lists them. */
  static OurObjects in(Kubectl kubectl) {
    String kinds =
        kubectl
            .run("api-resources", "--verbs=list", "--output=name")
            .orThrow()
            .stdout()
            .lines()
            .filter(kind -> !kind.equals("events") && !kind.startsWith("events."))
            .collect(Collectors.joining(","));
    Map<String, Set<String>> found = new TreeMap<>();
    for (JsonNode object :
        parse(kubectl.run("get", kinds, "--all-namespaces", "--output=json").orThrow().stdout())
            .path("items")) {
      JsonNode meta = object.path("metadata");
      String kind = object.path("kind").asText();
      String name = meta.path("namespace").asText() + "/" + meta.path("name").asText();
      if (isOurs(meta) && !ALWAYS_THERE.contains(kind + " " + name)) {
        found.computeIfAbsent(kind, _ -> new TreeSet<>()).add(name);
      }
    }
    return new OurObjects(found);
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new EnvironmentException("kubectl answered no JSON", e);
    }
  }

  private static boolean isOurs(JsonNode meta) {
    JsonNode labels = meta.path("labels");
    String name = meta.path("name").asText();
    return meta.path("namespace").asText().equals(NAMESPACE)
        || labels.path("app.kubernetes.io/part-of").asText().equals("spot-aware-scaler")
        || labels.path("app.kubernetes.io/managed-by").asText().startsWith("spot-aware-")
        || name.equals(NAMESPACE)
        || List.of("spot-aware", "spot-scal", "node-safety-controller").stream()
            .anyMatch(name::contains);
  }

  /** The kinds that there is one of, at least. */
  Set<String> kinds() {
    return names.keySet();
  }

  /** How many of each kind there were and are, one line for each kind that there was or is. */
  static String table(OurObjects before, OurObjects after) {
    Set<String> all = new TreeSet<>(before.kinds());
    all.addAll(after.kinds());
    return all.stream()
        .map(kind -> {
          Set<String> left = after.names().getOrDefault(kind, Set.of());
          return "  %-32s %2d -> %2d  %s%n"
              .formatted(
                  kind,
                  before.names().getOrDefault(kind, Set.of()).size(),
                  left.size(),
                  String.join(" ", left));
        })
        .collect(Collectors.joining());
  }
}
