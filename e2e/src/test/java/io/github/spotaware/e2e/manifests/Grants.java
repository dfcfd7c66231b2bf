package io.github.spotaware.e2e.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the ServiceAccounts of the project may do by their roles, and what they have done. */
final class Grants {
  static final String NAMESPACE = "spot-scaling";
  static final String USER_PREFIX = "system:serviceaccount:" + NAMESPACE + ":";

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One verb on one resource.
   *
   * @param resource with its group behind a dot and its subresource behind a slash
   * @param inOurs only in our own namespace, as a Role grants it
   */
  record Grant(String account, String resource, String verb, boolean inOurs)
      implements Comparable<Grant> {
    @Override
    public int compareTo(Grant other) {
      return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
      return account + " " + verb + " " + resource + (inOurs ? " in " + NAMESPACE : "");
    }
  }

  private Grants() {}

  /**
   * What the roles say that are bound to a ServiceAccount.
   *
   * @param rendered the manifests, as YAML documents
   */
  static Set<Grant> granted(String rendered) {
    List<JsonNode> objects = documents(rendered);
    Set<Grant> grants = new TreeSet<>();
    for (JsonNode binding : objects) {
      boolean inOurs = binding.path("kind").asText().equals("RoleBinding");
      if (!inOurs && !binding.path("kind").asText().equals("ClusterRoleBinding")) {
        continue;
      }
      for (JsonNode subject : binding.path("subjects")) {
        if (subject.path("namespace").asText().equals(NAMESPACE)) {
          objects.stream()
              .filter(role -> role.path("kind").equals(binding.path("roleRef").path("kind")))
              .filter(role -> name(role).equals(binding.path("roleRef").path("name").asText()))
              .forEach(role -> add(grants, subject.path("name").asText(), role, inOurs));
        }
      }
    }
    return grants;
  }

  private static void add(Set<Grant> grants, String account, JsonNode role, boolean inOurs) {
    for (JsonNode rule : role.path("rules")) {
      for (JsonNode group : rule.path("apiGroups")) {
        for (JsonNode resource : rule.path("resources")) {
          for (JsonNode verb : rule.path("verbs")) {
            grants.add(
                new Grant(
                    account,
                    resource(resource.asText(), "", group.asText()),
                    verb.asText(),
                    inOurs));
          }
        }
      }
    }
  }

  /** What one line of an audit log is a use of; nothing where it is not one of ours. */
  static List<Grant> used(String line, Set<Grant> granted) {
    if (!line.contains(USER_PREFIX)) {
      return List.of();
    }
    JsonNode event = event(line);
    String user = event.path("user").path("username").asText();
    JsonNode object = event.path("objectRef");
    if (!user.startsWith(USER_PREFIX) || object.isMissingNode()) {
      return List.of();
    }
    Grant inOurs =
        new Grant(
            user.substring(USER_PREFIX.length()),
            resource(
                object.path("resource").asText(),
                object.path("subresource").asText(),
                object.path("apiGroup").asText()),
            event.path("verb").asText(),
            true);
    boolean byRole =
        object.path("namespace").asText().equals(NAMESPACE) && granted.contains(inOurs);
    return List.of(
        byRole ? inOurs : new Grant(inOurs.account(), inOurs.resource(), inOurs.verb(), false));
  }

  /** Whether the API server refused it for want of a grant. */
  static boolean isForbidden(String line) {
    return line.contains("\"code\":403")
        && event(line).path("responseStatus").path("code").asInt() == 403;
  }

  private static JsonNode event(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new EnvironmentException("not a line of an audit log: " + line, e);
    }
  }

  private static List<JsonNode> documents(String rendered) {
    List<JsonNode> objects = new ArrayList<>();
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(rendered)) {
      documents.forEachRemaining(objects::add);
      return objects;
    } catch (IOException e) {
      throw new EnvironmentException("could not read the manifests", e);
    }
  }

  private static String name(JsonNode object) {
    return object.path("metadata").path("name").asText();
  }

  private static String resource(String resource, String subresource, String group) {
    return resource
        + (subresource.isEmpty() ? "" : "/" + subresource)
        + (group.isEmpty() ? "" : "." + group);
  }
}
