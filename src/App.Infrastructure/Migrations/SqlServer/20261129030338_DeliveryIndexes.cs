using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace App.Infrastructure.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class DeliveryIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Messages_OrganizationId_At_Id",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_ToFan",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Deliveries_At",
                table: "Deliveries");

            migrationBuilder.DropIndex(
                name: "IX_Deliveries_Due",
                table: "Deliveries");

            migrationBuilder.DropIndex(
                name: "IX_Deliveries_EndpointId_At_Id",
                table: "Deliveries");

            migrationBuilder.DropIndex(
                name: "IX_Deliveries_Undelivered",
                table: "Deliveries");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_OrganizationId_At",
                table: "Messages",
                columns: new[] { "OrganizationId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_ToFan",
                table: "Messages",
                columns: new[] { "OrganizationId", "At" },
                filter: "\"FannedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_Due",
                table: "Deliveries",
                columns: new[] { "EndpointId", "Status", "DueAt" },
                filter: "\"DueAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_EndpointId_At",
                table: "Deliveries",
                columns: new[] { "EndpointId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_Undelivered",
                table: "Deliveries",
                columns: new[] { "EndpointId", "Status", "At" },
                filter: "\"Status\" <> 1 AND \"Status\" <> 2");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Messages_OrganizationId_At",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_ToFan",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Deliveries_Due",
                table: "Deliveries");

            migrationBuilder.DropIndex(
                name: "IX_Deliveries_EndpointId_At",
                table: "Deliveries");

            migrationBuilder.DropIndex(
                name: "IX_Deliveries_Undelivered",
                table: "Deliveries");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_OrganizationId_At_Id",
                table: "Messages",
                columns: new[] { "OrganizationId", "At", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_ToFan",
                table: "Messages",
                column: "At",
                filter: "\"FannedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_At",
                table: "Deliveries",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_Due",
                table: "Deliveries",
                columns: new[] { "EndpointId", "DueAt" },
                filter: "\"DueAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_EndpointId_At_Id",
                table: "Deliveries",
                columns: new[] { "EndpointId", "At", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_Undelivered",
                table: "Deliveries",
                columns: new[] { "EndpointId", "Status", "At", "Id" },
                filter: "\"Status\" <> 2");
        }
    }
}
