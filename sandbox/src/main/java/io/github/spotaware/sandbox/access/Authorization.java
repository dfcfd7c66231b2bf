package io.github.spotaware.sandbox.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.journal.Entry;
import io.github.spotaware.sandbox.journal.Journal;
import io.github.spotaware.sandbox.resource.Resource;
import io.github.spotaware.sandbox.resource.Resources;

/** RBAC (plugin/pkg/auth/authorizer/rbac/rbac.go), by the roles and bindings that are stored. */
public final class Authorization {
  private static final String RBAC = "rbac.authorization.k8s.io";
  private static final String MASTERS = "system:masters";

  private final Journal journal;
  private final Resource roles;
  private final Resource roleBindings;
  private final Resource clusterRoles;
  private final Resource clusterRoleBindings;

  public Authorization(Journal journal, Resources resources) {
    this.journal = journal;
    roles = resources.get(RBAC, "roles");
    roleBindings = resources.get(RBAC, "rolebindings");
    clusterRoles = resources.get(RBAC, "clusterroles");
    clusterRoleBindings = resources.get(RBAC, "clusterrolebindings");
  }

  /** Whether some role that the user is bound to allows it. */
  public boolean allows(User user, Action action) {
    if (user.groups().contains(MASTERS)) {
      return true;
    }
    for (Entry.Shown binding : journal.list(clusterRoleBindings, "").objects()) {
      if (binds(binding.json(), user) && allows(clusterRole(binding.json()), action)) {
        return true;
      }
    }
    if (action.namespace().isEmpty()) {
      return false;
    }
    for (Entry.Shown binding : journal.list(roleBindings, action.namespace()).objects()) {
      if (binds(binding.json(), user) && allows(role(binding.json(), action), action)) {
        return true;
      }
    }
    return false;
  }

  /** The words of a 403 after "is forbidden: ". */
  public static String why(User user, Action action) {
    return "User \"" + user.name() + "\" " + action.text();
  }

  private static boolean binds(ObjectNode binding, User user) {
    for (JsonNode subject : binding.path("subjects")) {
      String name = subject.path("name").asText();
      boolean is =
          switch (subject.path("kind").asText()) {
            case "User" -> user.name().equals(name);
            case "Group" -> user.groups().contains(name);
            case "ServiceAccount" ->
                user.name()
                    .equals(User.serviceAccount(subject.path("namespace").asText(), name).name());
            default -> false;
          };
      if (is) {
        return true;
      }
    }
    return false;
  }

  private JsonNode role(ObjectNode binding, Action action) {
    String name = binding.at("/roleRef/name").asText();
    if (binding.at("/roleRef/kind").asText().equals("ClusterRole")) {
      return clusterRole(binding);
    }
    ObjectNode role = journal.get(roles, action.namespace(), name);
    return role == null ? MissingNode.getInstance() : role;
  }

  private JsonNode clusterRole(ObjectNode binding) {
    ObjectNode role = journal.get(clusterRoles, "", binding.at("/roleRef/name").asText());
    return role == null ? MissingNode.getInstance() : role;
  }

  private static boolean allows(JsonNode role, Action action) {
    for (JsonNode rule : role.path("rules")) {
      JsonNode names = rule.path("resourceNames");
      if (has(rule.path("verbs"), action.verb())
          && has(rule.path("apiGroups"), action.group())
          && hasResource(rule.path("resources"), action.resource())
          && (names.isEmpty() || has(names, action.name()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasResource(JsonNode list, String resource) {
    int slash = resource.indexOf('/');
    return has(list, resource) || (slash > 0 && has(list, "*" + resource.substring(slash)));
  }

  private static boolean has(JsonNode list, String value) {
    for (JsonNode each : list) {
      if (each.asText().equals("*") || each.asText().equals(value)) {
        return true;
      }
    }
    return false;
  }
}
