using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Constructs;

namespace ClaimBook.Aws;

/// <summary>An installation of ClaimBook on AWS.</summary>
public sealed class ClaimBookStack : Stack
{
    /// <summary>Its name.</summary>
    public const string Name = "ClaimBook";

    const string Cidr = "10.0.0.0/16";

    /// <summary>Describes it.</summary>
    /// <param name="scope">The app.</param>
    /// <param name="id">Its name.</param>
    /// <param name="context">What this installation is told.</param>
    public ClaimBookStack(Construct scope, string id, DeploymentContext context)
        : base(scope, id, new StackProps { Description = "ClaimBook: analytics for property and casualty insurers", TerminationProtection = true })
    {
        // Three kinds of subnets: the load balancer is in the public ones, the service behind a gateway, the database where nothing leads out.
        var vpc = new Vpc(this, "Network", new VpcProps
        {
            IpAddresses = IpAddresses.Cidr(Cidr),
            MaxAzs = 2,
            SubnetConfiguration =
            [
                new SubnetConfiguration { Name = "public", SubnetType = SubnetType.PUBLIC, CidrMask = 24 },
                new SubnetConfiguration { Name = "service", SubnetType = SubnetType.PRIVATE_WITH_EGRESS, CidrMask = 24 },
                new SubnetConfiguration { Name = "database", SubnetType = SubnetType.PRIVATE_ISOLATED, CidrMask = 24 },
            ],
            GatewayEndpoints = new Dictionary<string, IGatewayVpcEndpointOptions> { ["S3"] = new GatewayVpcEndpointOptions { Service = GatewayVpcEndpointAwsService.S3 } },
        });
        var database = new Database(this, "Database", vpc);
        var landing = new Landing(this, "Landing");
        var signIn = new SignIn(this, "SignIn", context.Host);
        var service = new Service(this, "Service", context, vpc, Cidr, database, landing, signIn);
        _ = new Monitoring(this, "Monitoring", context.AlarmEmail, database, landing, service);

        Output("LoadBalancer", service.LoadBalancerName, $"What the name {context.Host} must lead to");
        Output("LandingBucket", landing.Bucket.BucketName, "Where performance files are put");
        Output("UserPool", signIn.UserPoolId, "Who may sign in; the groups are the roles");
    }

    void Output(string name, string value, string description) => _ = new CfnOutput(this, name, new CfnOutputProps { Value = value, Description = description });
}
