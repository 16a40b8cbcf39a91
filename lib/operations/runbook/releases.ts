import type { Estate } from '../../estate/estate';
import { own } from '../../estate/json';
import { functionBehind } from '../../estate/views/function-behind';
import { nodesOfType } from '../../estate/views/nodes';
import { Reader } from '../../estate/views/reader';

/** An alias that CodeDeploy moves to a new version of its function. */
export interface ReleaseFacts {
  readonly stack: string;
  readonly alias: string;
  /** The function's logical id: its name is CloudFormation's. */
  readonly functionId: string;
  readonly application: string;
  readonly group: string;
}

export function releasesOf(estate: Estate): ReleaseFacts[] {
  return nodesOfType(estate, 'AWS::Lambda::Alias').flatMap((node): ReleaseFacts[] => {
    const moved = own(node.attributes.UpdatePolicy, 'CodeDeployLambdaAliasUpdate');
    const groupId = own(own(moved, 'DeploymentGroupName'), 'Ref');
    const group = nodesOfType(estate, 'AWS::CodeDeploy::DeploymentGroup').find(
      ({ logicalId, stack }) => stack === node.stack && logicalId === groupId,
    );
    const applicationId = own(own(moved, 'ApplicationName'), 'Ref');
    const application = nodesOfType(estate, 'AWS::CodeDeploy::Application').find(
      ({ logicalId, stack }) => stack === node.stack && logicalId === applicationId,
    );
    const behind = estate.nodes.get(functionBehind(estate, node.id) ?? '');
    const names = [
      Reader.of(node).text('Name'),
      application && Reader.of(application).text('ApplicationName'),
      group && Reader.of(group).text('DeploymentGroupName'),
    ];
    const [alias, applicationName, groupName] = names.map((one) => (typeof one === 'string' ? one : undefined));
    if (!(alias && applicationName && groupName && behind)) return [];
    const { logicalId: functionId, stack } = behind;
    return [{ stack: stack.name, alias, functionId, application: applicationName, group: groupName }];
  });
}
