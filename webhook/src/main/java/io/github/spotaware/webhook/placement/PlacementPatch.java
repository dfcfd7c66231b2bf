package io.github.spotaware.webhook.placement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.PreferredSchedulingTerm;
import io.fabric8.kubernetes.api.model.PreferredSchedulingTermBuilder;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTerm;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTermBuilder;
import io.github.spotaware.placement.Placement.Preferences;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.webhook.admission.PreferenceList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Preferences → the JSON patch that appends them to a pod's affinity. It only ever adds, and only
 * to lists of preferences, so what the pod's owner wrote is kept.
 */
final class PlacementPatch {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HOSTNAME = "kubernetes.io/hostname";

  /** The only field of a Node that an affinity can name (kubernetes core/validation). */
  private static final String NODE_NAME = "metadata.name";

  /** The most that the API takes. */
  static final int STRONGEST = 100;

  /**
   * Half of that: between a node that stays and one that {@code replacement-node-preference}
   * selects and that goes away, it is the first, since the sums are compared.
   */
  static final int WEAKER = 50;

  private final ArrayNode operations = JSON.createArrayNode();
  private final Set<String> present;

  private PlacementPatch(Set<String> present) {
    this.present = new HashSet<>(present);
  }

  /**
   * The patch as JSON.
   *
   * @param present the JSON pointers of lists, and of what they are in, that the pod has
   */
  static String of(Set<String> present, Preferences preferences) {
    PlacementPatch patch = new PlacementPatch(present);
    patch.append(PreferenceList.AWAY_FROM_PODS, awayFrom(preferences.siblings()));
    if (!preferences.avoided().isEmpty()) {
      patch.append(PreferenceList.NODES, awayFrom(preferences.avoided()));
    }
    if (!preferences.preferred().isEverything()) {
      patch.append(PreferenceList.NODES, to(preferences.preferred()));
    }
    return patch.operations.toString();
  }

  private void append(PreferenceList list, Object term) {
    for (String parent : list.parents()) {
      if (present.add(parent)) {
        add(parent, JSON.createObjectNode());
      }
    }
    if (present.add(list.pointer())) {
      add(list.pointer(), JSON.createArrayNode());
    }
    add(list.pointer() + "/-", JSON.valueToTree(term));
  }

  /** To a field: replaces one that is null, as an absent one may be sent. */
  private void add(String pointer, JsonNode value) {
    operations.addObject().put("op", "add").put("path", pointer).set("value", value);
  }

  private static WeightedPodAffinityTerm awayFrom(LabelSelector siblings) {
    return new WeightedPodAffinityTermBuilder()
        .withWeight(STRONGEST)
        .withNewPodAffinityTerm()
        .withTopologyKey(HOSTNAME)
        .withLabelSelector(
            new LabelSelectorBuilder()
                .withMatchExpressions(
                    siblings.requirements().stream()
                        .map(requirement ->
                            new LabelSelectorRequirement(
                                requirement.key(),
                                requirement.operator().apiName(),
                                List.copyOf(requirement.values())))
                        .toList())
                .build())
        .endPodAffinityTerm()
        .build();
  }

  /**
   * All in one term, whose requirements must all hold: with a term for each, a node that goes away
   * would still have the points of all others. By name, since the label with the host's name may
   * differ from it; one name in each, as the API demands.
   */
  private static PreferredSchedulingTerm awayFrom(List<String> nodes) {
    return new PreferredSchedulingTermBuilder()
        .withWeight(STRONGEST)
        .withNewPreference()
        .withMatchFields(
            nodes.stream()
                .map(node -> new NodeSelectorRequirement(NODE_NAME, "NotIn", List.of(node)))
                .toList())
        .endPreference()
        .build();
  }

  private static PreferredSchedulingTerm to(LabelSelector nodes) {
    return new PreferredSchedulingTermBuilder()
        .withWeight(WEAKER)
        .withNewPreference()
        .withMatchExpressions(
            nodes.requirements().stream()
                .map(requirement ->
                    new NodeSelectorRequirement(
                        requirement.key(),
                        requirement.operator().apiName(),
                        List.copyOf(requirement.values())))
                .toList())
        .endPreference()
        .build();
  }
}
