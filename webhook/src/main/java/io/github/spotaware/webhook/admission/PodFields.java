package io.github.spotaware.webhook.admission;

import io.github.spotaware.placement.NewPod;
import java.util.Set;
import java.util.TreeSet;

/** The object of a review → what placement looks at. */
final class PodFields {
  private PodFields() {}

  static NewPod read(String namespace, JsonFields pod) throws JsonFields.WrongType {
    JsonFields metadata = pod.object("metadata");
    return new NewPod(namespace, metadata.texts("labels"), isOfReplicaSet(metadata));
  }

  private static boolean isOfReplicaSet(JsonFields metadata) throws JsonFields.WrongType {
    boolean found = false;
    for (JsonFields owner : metadata.objects("ownerReferences")) {
      found |= owner.flag("controller") && owner.text("kind").equals("ReplicaSet");
    }
    return found;
  }

  /** One that has a name yet, or will get one that begins like this. */
  static String name(JsonFields pod) throws JsonFields.WrongType {
    JsonFields metadata = pod.object("metadata");
    String name = metadata.text("name");
    return name.isEmpty() ? metadata.text("generateName") : name;
  }

  /** Which of the lists, and of what they are in, there are. */
  static Set<String> present(JsonFields pod) throws JsonFields.WrongType {
    Set<String> present = new TreeSet<>();
    JsonFields affinity = pod.object("spec").object(PreferenceList.AFFINITY);
    for (PreferenceList list : PreferenceList.values()) {
      JsonFields group = affinity.object(list.group());
      if (!affinity.isAbsent()) {
        present.add(list.parents().getFirst());
      }
      if (!group.isAbsent()) {
        present.add(list.parents().getLast());
      }
      if (group.hasList(PreferenceList.PREFERRED)) {
        present.add(list.pointer());
      }
    }
    return present;
  }
}
