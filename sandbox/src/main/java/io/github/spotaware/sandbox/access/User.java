package io.github.spotaware.sandbox.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.document.Json;
import java.util.List;

/**
 * Who asks.
 *
 * @param uid of a ServiceAccount; empty for others
 */
public record User(String name, String uid, List<String> groups) {
  private static final String SERVICE_ACCOUNT = "system:serviceaccount:";

  public User {
    groups = List.copyOf(groups);
  }

  /** Anyone but a ServiceAccount. */
  public User(String name, List<String> groups) {
    this(name, "", groups);
  }

  /** One of the model's own controllers. */
  public static User controller(String name) {
    return serviceAccount("kube-system", name);
  }

  public static User serviceAccount(String namespace, String name) {
    return serviceAccount(namespace, name, "");
  }

  public static User serviceAccount(String namespace, String name, String uid) {
    return new User(
        SERVICE_ACCOUNT + namespace + ":" + name,
        uid,
        List.of(
            "system:serviceaccounts",
            "system:serviceaccounts:" + namespace,
            "system:authenticated"));
  }

  /** As in an AdmissionReview. */
  public ObjectNode info() {
    ObjectNode info = Json.object().put("username", name);
    Json.put(info, "uid", uid);
    groups.forEach(info.putArray("groups")::add);
    return info;
  }
}
