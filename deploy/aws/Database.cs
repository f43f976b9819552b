using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.RDS;
using Amazon.CDK.AWS.SecretsManager;
using Constructs;
using InstanceType = Amazon.CDK.AWS.EC2.InstanceType;

namespace ClaimBook.Aws;

/// <summary>PostgreSQL: in two zones, encrypted at rest and on the way, backed up daily, with a password that only Secrets Manager knows.</summary>
sealed class Database : Construct
{
    const string User = "claimbook", Name = "claimbook";

    readonly DatabaseInstance _instance;

    public Database(Construct scope, string id, IVpc vpc)
        : base(scope, id)
    {
        _instance = new DatabaseInstance(this, "Postgres", new DatabaseInstanceProps
        {
            Engine = DatabaseInstanceEngine.Postgres(new PostgresInstanceEngineProps { Version = PostgresEngineVersion.VER_16 }),
            InstanceType = InstanceType.Of(InstanceClass.T4G, InstanceSize.LARGE),
            Vpc = vpc,
            VpcSubnets = new SubnetSelection { SubnetType = SubnetType.PRIVATE_ISOLATED },
            PubliclyAccessible = false,
            MultiAz = true,
            DatabaseName = Name,
            Credentials = Credentials.FromGeneratedSecret(User),
            Parameters = new Dictionary<string, string> { ["rds.force_ssl"] = "1" },
            StorageType = StorageType.GP3,
            StorageEncrypted = true,
            AllocatedStorage = 50,
            MaxAllocatedStorage = 500,
            BackupRetention = Duration.Days(14),
            DeletionProtection = true,
            RemovalPolicy = RemovalPolicy.SNAPSHOT,
            EnablePerformanceInsights = true,
        });
    }

    /// <summary>Its URL, without the password.</summary>
    public string Url => $"postgres://{User}@{_instance.DbInstanceEndpointAddress}:{_instance.DbInstanceEndpointPort}/{Name}";

    /// <summary>Where the password is.</summary>
    public ISecret Secret => _instance.Secret!;

    public Metric Cpu => _instance.MetricCPUUtilization();

    public Metric FreeStorage => _instance.MetricFreeStorageSpace();

    public Metric Connections => _instance.MetricDatabaseConnections();

    /// <summary>Lets somebody connect.</summary>
    public void Admit(IConnectable client) => _instance.Connections.AllowDefaultPortFrom(client);
}
