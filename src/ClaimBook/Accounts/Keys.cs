using ClaimBook.Serving;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Logging.Abstractions;

namespace ClaimBook.Accounts;

/// <summary>The keys of what the server gives to browsers and gets back, such as anti-forgery tokens. They outlive a restart.</summary>
static class Keys
{
    /// <summary>Keeps them in <c>keys/</c> in the data directory, which only its owner may enter.</summary>
    public static IServiceCollection AddKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("claimbook");
        services.AddOptions<KeyManagementOptions>().Configure<DataDirectory>((keys, data) =>
        {
            var folder = Path.Combine(data.Path, "keys");
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            keys.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(folder), NullLoggerFactory.Instance);
        });
        return services;
    }
}
