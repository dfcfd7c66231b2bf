package io.github.spotaware.e2e.contract;

import org.junit.jupiter.api.Nested;

/** All of what the project relies on in a Kubernetes API. */
abstract class ClusterContract {

  @Nested
  final class Autoscalers extends AutoscalerContract {}

  @Nested
  final class Crud extends CrudContract {}

  @Nested
  final class Writes extends WriteContract {}

  @Nested
  final class Namespaces extends NamespaceContract {}

  @Nested
  final class Lists extends ListContract {}

  @Nested
  final class Events extends EventContract {}

  @Nested
  final class Secrets extends SecretContract {}

  @Nested
  final class Leases extends LeaseContract {}

  @Nested
  final class Watches extends WatchContract {}

  @Nested
  final class ClientWatches extends ClientWatchContract {}

  @Nested
  final class CustomResources extends CustomResourceContract {}

  @Nested
  final class Patches extends PatchContract {}

  @Nested
  final class DryRuns extends DryRunContract {}

  @Nested
  final class Ownership extends OwnershipContract {}

  @Nested
  final class Applies extends ApplyContract {}

  @Nested
  final class Scales extends ScaleContract {}

  @Nested
  final class Deletes extends DeleteContract {}

  @Nested
  final class Evictions extends EvictionContract {}

  @Nested
  final class Budgets extends BudgetContract {}

  @Nested
  final class Allowances extends AllowanceContract {}

  @Nested
  final class Deployments extends DeploymentContract {}

  @Nested
  final class Rollouts extends RolloutContract {}

  @Nested
  final class Victims extends VictimContract {}

  @Nested
  final class Endpoints extends EndpointContract {}

  @Nested
  final class NodesAndScheduling extends NodeContract {}

  @Nested
  final class Denials extends DenialContract {}

  @Nested
  final class WebhookFailures extends WebhookFailureContract {}

  @Nested
  final class WebhookMatches extends WebhookMatchContract {}

  @Nested
  final class MatchConditions extends MatchConditionContract {}

  @Nested
  final class Reviews extends ReviewContract {}

  @Nested
  final class RemovalReviews extends RemovalReviewContract {}

  @Nested
  final class Mutations extends MutationContract {}

  @Nested
  final class Rbac extends RbacContract {}

  @Nested
  final class WithKubectl extends KubectlContract {}

  @Nested
  final class Drains extends DrainContract {}
}
