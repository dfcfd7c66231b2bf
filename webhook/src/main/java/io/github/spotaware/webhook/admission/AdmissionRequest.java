package io.github.spotaware.webhook.admission;

import java.util.List;
import java.util.function.Predicate;

/**
 * The {@code request} of a review, with what each kind of review has to have. What is missing, or
 * is not what the webhook is asked about, is {@link Malformed}.
 *
 * @param fields of the request
 */
record AdmissionRequest(JsonFields fields) {

  /** Whose resource it is: the webhook's rules name the group, the resource and the subresource. */
  void expectResource(String group, String name, String subResource) throws Malformed {
    JsonFields resource = fields.object("resource");
    String askedGroup = resource.text("group");
    String askedName = resource.text("resource");
    String askedSubResource = subResource();
    if (!askedGroup.equals(group)
        || !askedName.equals(name)
        || !askedSubResource.equals(subResource)) {
      throw new Malformed(
          "asked about '"
              + Text.oneLine(named(askedName, askedGroup, askedSubResource))
              + "'; expected '"
              + named(name, group, subResource)
              + "': see the webhook's rules");
    }
  }

  /** The operation, one of those allowed. */
  String operation(String... allowed) throws Malformed {
    String operation = fields.text("operation");
    if (!List.of(allowed).contains(operation)) {
      throw new Malformed(
          "operation '" + Text.oneLine(operation) + "'; expected " + String.join(" or ", allowed));
    }
    return operation;
  }

  String uid() throws Malformed {
    return fields.text("uid");
  }

  String user() throws Malformed {
    return fields.object("userInfo").text("username");
  }

  String subResource() throws Malformed {
    return fields.text("subResource");
  }

  /** As the URL says; for some calls the body may say so, too. */
  boolean isDryRun() throws Malformed {
    return fields.flag("dryRun");
  }

  String namespace() throws Malformed {
    String namespace = fields.text("namespace");
    if (!EvictionCall.isNamespace(namespace)) {
      throw new Malformed("request.namespace '" + Text.oneLine(namespace) + "' names no namespace");
    }
    return namespace;
  }

  /** {@code object} or {@code oldObject}, empty where it is absent. */
  JsonFields object(String field) throws Malformed {
    return fields.object(field);
  }

  /** {@code object} or {@code oldObject}, which has to be there. */
  JsonFields presentObject(String field) throws Malformed {
    JsonFields object = fields.object(field);
    if (object.isAbsent()) {
      throw new Malformed("request." + field + " is missing");
    }
    return object;
  }

  /**
   * The name in the request; where that has none and {@code field} is given, the one in that
   * object's metadata.
   *
   * @param what it names, for people
   */
  String name(String what, Predicate<String> allowed, String field) throws Malformed {
    String name = fields.text("name");
    if (name.isEmpty()) {
      name = fields.object(field).object("metadata").text("name");
    }
    return checked(name, what, allowed, "request.name or " + field + ".metadata.name");
  }

  /** The name in the request alone. */
  String ownName(String what, Predicate<String> allowed) throws Malformed {
    return checked(fields.text("name"), what, allowed, "request.name");
  }

  /**
   * The name in the object alone, where it is also if it was to be generated: the API server has
   * done so by then.
   */
  String nameOfObject(String what, Predicate<String> allowed) throws Malformed {
    String name = fields.object("object").object("metadata").text("name");
    return checked(name, what, allowed, "object.metadata.name");
  }

  private static String checked(
      String name, String what, Predicate<String> allowed, String expected) throws Malformed {
    if (!allowed.test(name)) {
      throw new Malformed(
          "'" + Text.oneLine(name) + "' names no " + what + "; expected " + expected);
    }
    return name;
  }

  private static String named(String name, String group, String subResource) {
    return (group.isEmpty() ? name : name + "." + group)
        + (subResource.isEmpty() ? "" : "/" + subResource);
  }
}
