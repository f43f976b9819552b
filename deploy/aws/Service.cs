using Amazon.CDK;
using Amazon.CDK.AWS.CertificateManager;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.ECS;
using Amazon.CDK.AWS.ECS.Patterns;
using Amazon.CDK.AWS.ElasticLoadBalancingV2;
using Amazon.CDK.AWS.Logs;
using Constructs;
using HealthCheck = Amazon.CDK.AWS.ECS.HealthCheck;
using Secret = Amazon.CDK.AWS.ECS.Secret;

namespace ClaimBook.Aws;

/// <summary>The program, twice, on Fargate behind a load balancer that speaks TLS.</summary>
sealed class Service : Construct
{
    /// <summary>How many tasks run.</summary>
    public const int Tasks = 2;

    const int Port = 8080;
    const string DataDirectory = "/srv/claimbook-data";

    readonly ApplicationLoadBalancedFargateService _service;

    public Service(Construct scope, string id, DeploymentContext context, IVpc vpc, string cidr, Database database, Landing landing, SignIn signIn)
        : base(scope, id)
    {
        var task = new FargateTaskDefinition(this, "Task", new FargateTaskDefinitionProps { Cpu = 1024, MemoryLimitMiB = 4096, EphemeralStorageGiB = 50 });
        var log = new LogGroup(this, "Log", new LogGroupProps { Retention = RetentionDays.THREE_MONTHS, RemovalPolicy = RemovalPolicy.RETAIN });
        var container = task.AddContainer("claimbook", new ContainerDefinitionOptions
        {
            Image = ContainerImage.FromAsset(Root(), new AssetImageProps { BuildArgs = new Dictionary<string, string> { ["SOURCE_REVISION"] = context.Revision } }),
            PortMappings = [new PortMapping { ContainerPort = Port }],
            ReadonlyRootFilesystem = true,
            LinuxParameters = NoCapabilities(),
            HealthCheck = new HealthCheck { Command = ["CMD", "claimbook", "health"], StartPeriod = Duration.Seconds(120), Timeout = Duration.Seconds(10) },
            StopTimeout = Duration.Seconds(60),
            Logging = LogDriver.AwsLogs(new AwsLogDriverProps { StreamPrefix = "claimbook", LogGroup = log }),
            Environment = new Dictionary<string, string>(signIn.Variables)
            {
                ["CLAIMBOOK_DATABASE"] = database.Url,
                ["CLAIMBOOK_PROXIES"] = cidr,
                ["CLAIMBOOK_HOSTS"] = context.Host,
                ["CLAIMBOOK_LOADS__QUEUE"] = landing.Queue.QueueUrl,
                // Fargate has no tmpfs.
                ["TMPDIR"] = DataDirectory,
            },
            Secrets = new Dictionary<string, Secret>
            {
                ["PGPASSWORD"] = Secret.FromSecretsManager(database.Secret, "password"),
                ["CLAIMBOOK_OIDC__CLIENTSECRET"] = Secret.FromSecretsManager(signIn.ClientSecret),
            },
        });
        task.AddVolume(new Amazon.CDK.AWS.ECS.Volume { Name = "data" });
        container.AddMountPoints(new MountPoint { SourceVolume = "data", ContainerPath = DataDirectory, ReadOnly = false });
        landing.Admit(task.TaskRole);

        _service = new ApplicationLoadBalancedFargateService(this, "Service", new ApplicationLoadBalancedFargateServiceProps
        {
            Cluster = new Cluster(this, "Cluster", new ClusterProps { Vpc = vpc, ContainerInsights = true }),
            TaskDefinition = task,
            TaskSubnets = new SubnetSelection { SubnetType = SubnetType.PRIVATE_WITH_EGRESS },
            DesiredCount = Tasks,
            MinHealthyPercent = 100,
            CircuitBreaker = new DeploymentCircuitBreaker { Rollback = true },
            HealthCheckGracePeriod = Duration.Minutes(5),
            LoadBalancer = new ApplicationLoadBalancer(this, "LoadBalancer", new Amazon.CDK.AWS.ElasticLoadBalancingV2.ApplicationLoadBalancerProps
            {
                Vpc = vpc,
                InternetFacing = true,
                DropInvalidHeaderFields = true,
                DeletionProtection = true,
            }),
            Protocol = ApplicationProtocol.HTTPS,
            TargetProtocol = ApplicationProtocol.HTTP,
            Certificate = Certificate.FromCertificateArn(this, "Certificate", context.CertificateArn),
            SslPolicy = SslPolicy.RECOMMENDED_TLS,
            RedirectHTTP = true,
        });
        _service.TargetGroup.ConfigureHealthCheck(new Amazon.CDK.AWS.ElasticLoadBalancingV2.HealthCheck { Path = "/health/ready", Interval = Duration.Seconds(15) });
        _service.TargetGroup.SetAttribute("deregistration_delay.timeout_seconds", "30");
        database.Admit(_service.Service);
        Log = log;
    }

    public string LoadBalancerName => _service.LoadBalancer.LoadBalancerDnsName;

    public LogGroup Log { get; }

    public Metric Requests => _service.LoadBalancer.Metrics.RequestCount();

    /// <summary>The response time that one in a hundred requests exceeds.</summary>
    public Metric SlowestResponses => _service.LoadBalancer.Metrics.TargetResponseTime(new MetricOptions { Statistic = "p99" });

    public Metric Errors => _service.LoadBalancer.Metrics.HttpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT);

    public Metric UnhealthyTasks => _service.TargetGroup.Metrics.UnhealthyHostCount();

    public Metric RunningTasks => new(new MetricProps
    {
        Namespace = "ECS/ContainerInsights",
        MetricName = "RunningTaskCount",
        DimensionsMap = new Dictionary<string, string> { ["ClusterName"] = _service.Cluster.ClusterName, ["ServiceName"] = _service.Service.ServiceName },
        Statistic = "Minimum",
    });

    public Metric Cpu => _service.Service.MetricCpuUtilization();

    public Metric Memory => _service.Service.MetricMemoryUtilization();

    LinuxParameters NoCapabilities()
    {
        var parameters = new LinuxParameters(this, "Linux");
        parameters.DropCapabilities(Capability.ALL);
        return parameters;
    }

    /// <summary>The checkout, with the Dockerfile.</summary>
    static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Dockerfile")))
            folder = folder.Parent ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} has a Dockerfile.");
        return folder.FullName;
    }
}
