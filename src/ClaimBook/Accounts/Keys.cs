using System.Xml.Linq;
using ClaimBook.Engine.Store;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace ClaimBook.Accounts;

/// <summary>
/// The keys of what the server gives to browsers and gets back, such as anti-forgery tokens. They lie in the database: every node has the same, and they outlive a restart.
/// </summary>
sealed class Keys(Database database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => database.Guard(() =>
    {
        using var connection = database.Connect();
        return connection.Query("SELECT xml FROM data_protection_key ORDER BY name", reader => XElement.Parse(reader.GetString(0)));
    });

    public void StoreElement(XElement element, string friendlyName) => database.Guard(() =>
    {
        using var connection = database.Connect();
        connection.Execute(
            "INSERT INTO data_protection_key (name, xml) VALUES (@name, @xml)", ("name", friendlyName), ("xml", element.ToString(SaveOptions.DisableFormatting)));
    });
}

static class KeyServices
{
    /// <summary>Keeps the keys in the database.</summary>
    public static IServiceCollection AddKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("claimbook");
        services.AddOptions<KeyManagementOptions>().Configure<Database>((keys, database) => keys.XmlRepository = new Keys(database));
        return services;
    }
}
