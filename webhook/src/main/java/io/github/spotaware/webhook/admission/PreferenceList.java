package io.github.spotaware.webhook.admission;

import java.util.List;

/** The lists of a pod's affinity that preferences are added to, and nothing else is. */
public enum PreferenceList {
  AWAY_FROM_PODS("podAntiAffinity"),
  NODES("nodeAffinity");

  static final String AFFINITY = "affinity";
  static final String PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";

  private final String group;

  PreferenceList(String group) {
    this.group = group;
  }

  /** The field of {@code affinity} that has the list. */
  String group() {
    return group;
  }

  /** JSON pointers to the objects that the list is in, from the outermost. */
  public List<String> parents() {
    return List.of("/spec/" + AFFINITY, "/spec/" + AFFINITY + "/" + group);
  }

  /** The JSON pointer to the list. */
  public String pointer() {
    return parents().getLast() + "/" + PREFERRED;
  }
}
