package io.github.spotaware.e2e.contract;

import org.junit.jupiter.api.Nested;

/** All of what the project relies on in a Kubernetes API. */
abstract class ClusterContract {

  /** Whom it is tested on. */
  abstract ContractCluster cluster();

  @Nested
  final class Autoscalers extends AutoscalerContract {
    @Override
    ContractCluster cluster() {
      return ClusterContract.this.cluster();
    }
  }

  @Nested
  final class Crud extends CrudContract {
    @Override
    ContractCluster cluster() {
      return ClusterContract.this.cluster();
    }
  }

  @Nested
  final class Namespaces extends NamespaceContract {
    @Override
    ContractCluster cluster() {
      return ClusterContract.this.cluster();
    }
  }

  @Nested
  final class Lists extends ListContract {
    @Override
    ContractCluster cluster() {
      return ClusterContract.this.cluster();
    }
  }

  @Nested
  final class Events extends EventContract {
    @Override
    ContractCluster cluster() {
      return ClusterContract.this.cluster();
    }
  }

  @Nested
  final class Secrets extends SecretContract {
    @Override
    ContractCluster cluster() {
      return ClusterContract.this.cluster();
    }
  }

  @Nested
  final class Leases extends LeaseContract {
    @Override
    ContractCluster cluster() {
      return ClusterContract.this.cluster();
    }
  }

  @Nested
  final class Watches extends WatchContract {
    @Override
    ContractCluster cluster() {
      return ClusterContract.this.cluster();
    }
  }

  @Nested
  final class ClientWatches extends ClientWatchContract {
    @Override
    ContractCluster cluster() {
      return ClusterContract.this.cluster();
    }
  }

  @Nested
  final class CustomResources extends CustomResourceContract {
    @Override
    ContractCluster cluster() {
      return ClusterContract.this.cluster();
    }
  }

  @Nested
  final class Patches extends PatchContract {
    @Override
    ContractCluster cluster() {
      return ClusterContract.this.cluster();
    }
  }

  @Nested
  final class DryRuns extends DryRunContract {
    @Override
    ContractCluster cluster() {
      return ClusterContract.this.cluster();
    }
  }

  @Nested
  final class Ownership extends OwnershipContract {
    @Override
    ContractCluster cluster() {
      return ClusterContract.this.cluster();
    }
  }

  @Nested
  final class Scales extends ScaleContract {
    @Override
    ContractCluster cluster() {
      return ClusterContract.this.cluster();
    }
  }

  @Nested
  final class Deletes extends DeleteContract {
    @Override
    ContractCluster cluster() {
      return ClusterContract.this.cluster();
    }
  }

  @Nested
  final class Evictions extends EvictionContract {
    @Override
    ContractCluster cluster() {
      return ClusterContract.this.cluster();
    }
  }

  @Nested
  final class Budgets extends BudgetContract {
    @Override
    ContractCluster cluster() {
      return ClusterContract.this.cluster();
    }
  }

  @Nested
  final class Rollouts extends RolloutContract {
    @Override
    ContractCluster cluster() {
      return ClusterContract.this.cluster();
    }
  }

  @Nested
  final class Victims extends VictimContract {
    @Override
    ContractCluster cluster() {
      return ClusterContract.this.cluster();
    }
  }

  @Nested
  final class Endpoints extends EndpointContract {
    @Override
    ContractCluster cluster() {
      return ClusterContract.this.cluster();
    }
  }

  @Nested
  final class NodesAndScheduling extends NodeContract {
    @Override
    ContractCluster cluster() {
      return ClusterContract.this.cluster();
    }
  }

  @Nested
  final class Denials extends DenialContract {
    @Override
    ContractCluster cluster() {
      return ClusterContract.this.cluster();
    }
  }

  @Nested
  final class WebhookFailures extends WebhookFailureContract {
    @Override
    ContractCluster cluster() {
      return ClusterContract.this.cluster();
    }
  }

  @Nested
  final class WebhookMatches extends WebhookMatchContract {
    @Override
    ContractCluster cluster() {
      return ClusterContract.this.cluster();
    }
  }

  @Nested
  final class Reviews extends ReviewContract {
    @Override
    ContractCluster cluster() {
      return ClusterContract.this.cluster();
    }
  }

  @Nested
  final class RemovalReviews extends RemovalReviewContract {
    @Override
    ContractCluster cluster() {
      return ClusterContract.this.cluster();
    }
  }

  @Nested
  final class Mutations extends MutationContract {
    @Override
    ContractCluster cluster() {
      return ClusterContract.this.cluster();
    }
  }

  @Nested
  final class Rbac extends RbacContract {
    @Override
    ContractCluster cluster() {
      return ClusterContract.this.cluster();
    }
  }

  @Nested
  final class WithKubectl extends KubectlContract {
    @Override
    ContractCluster cluster() {
      return ClusterContract.this.cluster();
    }
  }

  @Nested
  final class Drains extends DrainContract {
    @Override
    ContractCluster cluster() {
      return ClusterContract.this.cluster();
    }
  }
}
