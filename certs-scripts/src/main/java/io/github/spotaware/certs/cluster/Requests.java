package io.github.spotaware.certs.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.spotaware.certs.plan.CertificateSite.Written;
import io.github.spotaware.certs.plan.Names;
import io.github.spotaware.kubernetes.ApiFailure;
import io.github.spotaware.kubernetes.Patches;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads and writes of the API, each write with a precondition. */
final class Requests {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KubernetesClient client;
  private final String namespace;
  private final Patches patches;

  Requests(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
    this.patches = new Patches(client, Names.MANAGER);
  }

  Optional<Secret> secret(String name) {
    return Optional.ofNullable(client.secrets().inNamespace(namespace).withName(name).get());
  }

  /** The values of a Secret, decoded. Byte for byte: what is no text is told from PEM by that. */
  static Map<String, String> decoded(Secret secret) {
    Map<String, String> values = new TreeMap<>();
    if (secret.getData() != null) {
      secret
          .getData()
          .forEach((key, value) ->
              values.put(
                  key, new String(Base64.getDecoder().decode(value), StandardCharsets.ISO_8859_1)));
    }
    return values;
  }

  /** Only where no Secret of that name is there. */
  Written createSecret(String name, String type, Map<String, String> values) {
    Secret secret =
        new SecretBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .addToLabels(Names.MANAGED_BY, Names.MANAGER)
            .addToLabels("app.kubernetes.io/part-of", Names.CONFIGURATION)
            .endMetadata()
            .withType(type)
            .withData(encoded(values))
            .build();
    return written(() -> client.resource(secret).create());
  }

  /** Sets values of a Secret and leaves the others. */
  Written patchSecret(String name, String resourceVersion, Map<String, String> values) {
    ArrayNode patch = at(resourceVersion);
    encoded(values).forEach((key, value) -> add(patch, "/data/" + key, value));
    return patch(secretPath(name), patch);
  }

  /** Replaces all values of a Secret. */
  Written replaceSecret(String name, String resourceVersion, Map<String, String> values) {
    ArrayNode patch = at(resourceVersion);
    ObjectNode data = JSON.createObjectNode();
    encoded(values).forEach(data::put);
    patch.add(operation("add", "/data").set("value", data));
    return patch(secretPath(name), patch);
  }

  /** Only the very object that was read. */
  Written deleteSecret(Secret seen) {
    return written(() ->
        client
            .resource(seen)
            .lockResourceVersion(seen.getMetadata().getResourceVersion())
            .delete());
  }

  Written patch(String path, ArrayNode patch) {
    return written(() -> patches.send(path, Patches.JSON_PATCH, patch.toString()));
  }

  /** The start of a patch that is refused unless the object is as it was read. */
  static ArrayNode at(String resourceVersion) {
    ArrayNode patch = JSON.createArrayNode();
    patch.add(operation("test", "/metadata/resourceVersion").put("value", resourceVersion));
    return patch;
  }

  static void add(ArrayNode patch, String path, String value) {
    patch.add(operation("add", path).put("value", value));
  }

  static void remove(ArrayNode patch, String path) {
    patch.add(operation("remove", path));
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static Map<String, String> encoded(Map<String, String> values) {
    Map<String, String> encoded = new TreeMap<>();
    values.forEach((key, value) -> encoded.put(key, base64(value)));
    return encoded;
  }

  private static ObjectNode operation(String op, String path) {
    return JSON.createObjectNode().put("op", op).put("path", path);
  }

  private String secretPath(String name) {
    return "/api/v1/namespaces/" + namespace + "/secrets/" + name;
  }

  private static Written written(Runnable write) {
    try {
      write.run();
      return Written.DONE;
    } catch (KubernetesClientException e) {
      return switch (ApiFailure.of(e)) {
        case CONFLICT, TEST_FAILED, EXPIRED -> Written.STALE;
        // Of a namespace that is not there: no repetition helps.
        case NOT_FOUND, REFUSED, UNAVAILABLE -> throw e;
      };
    }
  }
}
