package io.github.spotaware.sandbox.resource;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.document.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The documents by which clients find out what there is. */
public final class Discovery {
  private static final List<String> VERBS =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

  /** Of each subresource: its kind, its group and version, its verbs. */
  private static final Map<String, List<String>> SUBRESOURCES =
      Map.of(
          "scale", List.of("Scale", "autoscaling", "v1", "get", "patch", "update"),
          "eviction", List.of("Eviction", "policy", "v1", "create"),
          "token", List.of("TokenRequest", "authentication.k8s.io", "v1", "create"));

  private final Resources resources;

  public Discovery(Resources resources) {
    this.resources = resources;
  }

  /**
   * The document of a path; empty where discovery has none.
   *
   * @param version of Kubernetes that the model follows
   */
  public Optional<ObjectNode> document(String path, String version) {
    String[] words = path.substring(1).split("/", -1);
    return switch (words.length + words[0]) {
      case "1version" -> Optional.of(version(version));
      case "1api" -> Optional.of(coreVersions());
      case "1apis" -> Optional.of(groups());
      case "2api" -> list("", words[1]);
      case "2apis" -> group(words[1]);
      case "3apis" -> list(words[1], words[2]);
      default -> Optional.empty();
    };
  }

  private static ObjectNode version(String version) {
    String[] numbers = version.substring(1).split("\\.", -1);
    return Json.object()
        .put("major", numbers[0])
        .put("minor", numbers[1])
        .put("gitVersion", version + "+sandbox")
        .put("platform", "java");
  }

  private static ObjectNode coreVersions() {
    ObjectNode versions = Json.object().put("kind", "APIVersions");
    versions.putArray("versions").add("v1");
    return versions;
  }

  private ObjectNode groups() {
    ObjectNode list = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
    ArrayNode groups = list.putArray("groups");
    TreeSet<String> names = new TreeSet<>();
    resources.all().stream()
        .filter(each -> !each.group().isEmpty())
        .forEach(each -> names.add(each.group()));
    names.add("authorization.k8s.io");
    names.forEach(name -> group(name).ifPresent(groups::add));
    return list;
  }

  private Optional<ObjectNode> group(String name) {
    Optional<String> version =
        name.equals("authorization.k8s.io")
            ? Optional.of("v1")
            : resources.all().stream()
                .filter(each -> each.group().equals(name))
                .map(Resource::version)
                .findFirst();
    return version.map(each -> {
      ObjectNode group = Json.object().put("kind", "APIGroup").put("apiVersion", "v1");
      group.put("name", name);
      ObjectNode shown = Json.object().put("groupVersion", name + "/" + each).put("version", each);
      group.putArray("versions").add(shown);
      group.set("preferredVersion", shown);
      return group;
    });
  }

  private Optional<ObjectNode> list(String group, String version) {
    ObjectNode list = Json.object().put("kind", "APIResourceList").put("apiVersion", "v1");
    list.put("groupVersion", group.isEmpty() ? version : group + "/" + version);
    ArrayNode all = list.putArray("resources");
    if (group.equals("authorization.k8s.io")) {
      ObjectNode review =
          all.addObject().put("name", "selfsubjectaccessreviews").put("singularName", "");
      review.put("namespaced", false).put("kind", "SelfSubjectAccessReview");
      review.putArray("verbs").add("create");
    }
    for (Resource each : resources.all()) {
      if (each.group().equals(group) && each.version().equals(version)) {
        add(each, all);
      }
    }
    return all.isEmpty() ? Optional.empty() : Optional.of(list);
  }

  private static void add(Resource resource, ArrayNode all) {
    ObjectNode shown = all.addObject().put("name", resource.plural());
    shown.put("singularName", resource.singular()).put("namespaced", resource.namespaced());
    shown.put("kind", resource.kind());
    VERBS.forEach(shown.putArray("verbs")::add);
    if (!resource.shortNames().isEmpty()) {
      resource.shortNames().forEach(shown.putArray("shortNames")::add);
    }
    resource.subresources().stream()
        .sorted()
        .forEach(name -> {
          List<String> known =
              SUBRESOURCES.getOrDefault(
                  name, List.of(resource.kind(), "", "", "get", "patch", "update"));
          ObjectNode part = all.addObject().put("name", resource.plural() + "/" + name);
          part.put("singularName", "").put("namespaced", resource.namespaced());
          Json.put(part, "group", known.get(1));
          Json.put(part, "version", known.get(2));
          part.put("kind", known.getFirst());
          known.subList(3, known.size()).forEach(part.putArray("verbs")::add);
        });
  }
}
